//! Addresses that are verified, forgotten passwords, and the e-mails of both.

use super::catalogue::catalogue;

catalogue! {
    TO_CONFIRM = "Confirmez votre adresse\u{a0}: un courriel vous attend à {email}. Jusque-là, Préau ne \
        vous écrit rien d’autre.",
        "Confirm your address: an e-mail waits for you at {email}. Until then Préau writes you nothing \
        else.";
    SEND_AGAIN = "Renvoyer le courriel", "Send the e-mail again";
    SENT_AGAIN = "Le courriel est parti. Regardez aussi dans les indésirables.",
        "The e-mail has left. Look among unwanted e-mails too.";

    CONFIRM_TO_WRITE = "Confirmez d’abord votre propre adresse\u{a0}: Préau n’écrit pas à d’autres au nom \
        d’une adresse inconnue.",
        "Confirm your own address first: Préau does not write to others in the name of an unknown address.";
    CONFIRM_TO_BEGIN = "Confirmez d’abord votre adresse\u{a0}: un dossier engage un établissement.",
        "Confirm your address first: a dossier commits a school.";
    CONFIRM = "Confirmer votre adresse", "Confirm your address";
    CONFIRM_LEDE = "Ouvrez le lien du courriel, ou recopiez ici le code qui s’y trouve.",
        "Open the link in the e-mail, or copy the code from it here.";
    CODE = "Code du courriel", "Code from the e-mail";
    CODE_HELP = "10 signes, par exemple 7K2QM-X4DPA.", "10 signs, for example 7K2QM-X4DPA.";
    CONFIRM_CLOSED = "Demandez un autre courriel depuis votre compte.",
        "Ask for another e-mail from your account.";
    CONFIRMED = "Votre adresse est confirmée", "Your address is confirmed";
    CONFIRMED_TEXT = "Elle sert désormais à vous connecter et à vous écrire.",
        "From now on you sign in with it, and e-mails go there.";
    CONFIRM_TAKEN = "Un autre compte a cette adresse. La vôtre n’a pas changé.",
        "Another account has that address. Yours has not changed.";
    WAITING = "Un courriel vous attend", "An e-mail waits for you";
    WAITING_TEXT = "Ouvrez le lien envoyé à {email}, puis connectez-vous.",
        "Open the link sent to {email}, then sign in.";
    UNCONFIRMED = "Confirmez d’abord votre adresse\u{a0}: un courriel vient de partir.",
        "Confirm your address first: an e-mail has just left.";

    FORGOTTEN = "Mot de passe oublié\u{a0}?", "Forgotten password?";
    FORGOTTEN_TITLE = "Mot de passe oublié", "Forgotten password";
    FORGOTTEN_LEDE = "Écrivez l’adresse de votre compte. Vous recevrez un lien pour choisir un nouveau \
        mot de passe.",
        "Write the address of your account. You will get a link to choose a new password.";
    FORGOTTEN_SEND = "Recevoir le lien", "Get the link";
    FORGOTTEN_SENT = "Si un compte a cette adresse, un courriel vient de partir. Le lien sert une fois et \
        vaut 30 minutes.",
        "If an account has this address, an e-mail has just left. The link works once and for 30 minutes.";
    NEW = "Nouveau mot de passe", "New password";
    NEW_LEDE = "Ouvrez le lien du courriel, ou recopiez ici le code qui s’y trouve.",
        "Open the link in the e-mail, or copy the code from it here.";
    NEW_CLOSED = "Le lien sert une fois et vaut 30 minutes. Demandez-en un autre.",
        "The link works once and for 30 minutes. Ask for another one.";
    NEW_TEXT = "Tous les appareils connectés à votre compte seront déconnectés.",
        "All devices that are signed in to your account will be signed out.";
    NEW_SAVE = "Choisir ce mot de passe", "Choose this password";
    NEW_DONE = "Votre mot de passe est changé. Connectez-vous.",
        "Your password is changed. Sign in.";

    SIGN_UP_CLOSED = "On ne crée pas de compte ici", "No accounts are made here";
    SIGN_UP_CLOSED_TEXT = "La personne qui tient ce site a fermé les inscriptions.",
        "Whoever runs this site has closed sign-up.";
    SIGN_UP_INVITED_TEXT = "Les comptes sont réservés aux personnes invitées dans un dossier\u{a0}: ouvrez \
        d’abord le lien ou le code que l’on vous a donné.",
        "Accounts are for people who were invited to a dossier: open the link or the code that you were \
        given first.";
    SIGN_UP_DOMAIN = "Les comptes sont réservés aux adresses de {domains}.",
        "Accounts are for addresses of {domains}.";

    CONFIRM_SUBJECT = "Confirmez votre adresse sur Préau", "Confirm your address on Préau";
    CONFIRM_LETTER = "Bonjour,\n\nCette adresse a été donnée pour un compte sur Préau. Pour la confirmer, \
        ouvrez ce lien, qui sert une fois et vaut trois jours\u{a0}:\n\n{link}\n\nSans lien, le code \
        est\u{a0}: {code}\n({page})\n\nSi ce n’est pas vous, ignorez ce message\u{a0}: sans réponse, \
        l’adresse n’est pas utilisée.\n",
        "Hello,\n\nThis address was given for an account on Préau. To confirm it, open this link, which \
        works once and for three days:\n\n{link}\n\nWithout the link, the code is: {code}\n({page})\n\nIf \
        this was not you, ignore this message: without an answer the address is not used.\n";
    RESET_SUBJECT = "Choisir un nouveau mot de passe sur Préau", "Choose a new password on Préau";
    RESET_LETTER = "Bonjour,\n\nUn nouveau mot de passe a été demandé pour votre compte sur Préau. Pour le \
        choisir, ouvrez ce lien, qui sert une fois et vaut 30 minutes\u{a0}:\n\n{link}\n\nSans lien, le \
        code est\u{a0}: {code}\n({page})\n\nSi ce n’est pas vous, ignorez ce message\u{a0}: votre mot de \
        passe ne change pas.\n",
        "Hello,\n\nA new password was asked for your account on Préau. To choose it, open this link, which \
        works once and for 30 minutes:\n\n{link}\n\nWithout the link, the code is: {code}\n({page})\n\nIf \
        this was not you, ignore this message: your password does not change.\n";
    MOVED_SUBJECT = "L’adresse de votre compte Préau", "The address of your Préau account";
    MOVING_LETTER = "Bonjour,\n\nQuelqu’un qui est connecté à votre compte sur Préau demande à remplacer \
        cette adresse par {email}. Ce sera fait quand un courriel reçu à la nouvelle adresse aura été \
        confirmé.\n\nSi ce n’est pas vous, changez votre mot de passe\u{a0}: la demande sera annulée.\n\
        {page}\n",
        "Hello,\n\nSomebody who is signed in to your account on Préau asks to replace this address by \
        {email}. It will be done once an e-mail received at the new address is confirmed.\n\nIf this was \
        not you, change your password: the request will be cancelled.\n{page}\n";
    MOVED_LETTER = "Bonjour,\n\nL’adresse de votre compte sur Préau est désormais {email}. Plus rien \
        n’arrivera ici.\n\nSi ce n’est pas vous, écrivez à la personne qui tient ce site.\n",
        "Hello,\n\nThe address of your account on Préau is now {email}. Nothing more will come here.\n\nIf \
        this was not you, write to whoever runs this site.\n";
    CHANGED_SUBJECT = "Votre mot de passe Préau a changé", "Your Préau password has changed";
    CHANGED_LETTER = "Bonjour,\n\nLe mot de passe de votre compte sur Préau vient d’être changé.\n\nSi ce \
        n’est pas vous, choisissez-en un autre tout de suite\u{a0}: {page}\n",
        "Hello,\n\nThe password of your account on Préau has just been changed.\n\nIf this was not you, \
        choose another one at once: {page}\n";
}
