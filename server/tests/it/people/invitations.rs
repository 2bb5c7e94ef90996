//! Invitations and members, through the door of the database.

use crate::store::databases::{Fresh, both_stores};
use crate::support::{NOON, PASSWORD, a_dossier, add_accounts, email};
use dossier::rights::Role;
use futures_util::future::join_all;
use server::auth::passwords;
use server::store::account::{Kind, NewAccount, NewGuest};
use server::store::people::Belonging;
use server::store::people::invitations::{InvitationEmail, NewInvitation};
use server::store::people::joining::{Coming, Entry};
use server::store::{Store, StoreError};

both_stores! {
    an_invitation_makes_a_guest_a_member_once_a_use,
    two_at_once_never_take_the_same_use,
    nobody_comes_in_after_the_end,
    a_revoked_invitation_ends_whom_it_brought_and_nobody_else,
    who_belongs_already_stays_what_they_are_and_takes_no_use,
    a_guest_has_no_credentials_and_becomes_a_member_with_the_same_id,
    a_guest_who_only_read_says_later_who_they_are,
    a_dossier_that_is_handed_over_has_one_head,
    of_two_who_are_handed_the_dossier_at_once_one_is_the_head,
    the_head_is_neither_removed_nor_given_another_role,
    who_may_not_invite_any_more_has_no_open_invitation,
    a_letter_s_fate_is_kept,
}

const DAY: i64 = 86_400_000;

fn an_invitation(id: &str, role: Role, uses: Option<i64>) -> NewInvitation {
    NewInvitation {
        id: id.to_owned(),
        dossier: "d".to_owned(),
        role,
        sections: None,
        label: "Mairie".to_owned(),
        token_digest: format!("token of {id}"),
        code_digest: format!("code of {id}"),
        email: None,
        created_by: "head".to_owned(),
        created_at: NOON,
        expires_at: NOON + DAY,
        uses_allowed: uses,
    }
}

async fn with(fresh: &Fresh, invitations: &[NewInvitation]) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["head", "lead", "editor", "stranger"]).await;
    let members = [("head", Role::Head), ("lead", Role::Lead), ("editor", Role::Editor)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    store.add_invitations(invitations).await.unwrap();
    store
}

fn guest(id: &str) -> Coming {
    Coming::Guest(NewGuest {
        id: id.to_owned(),
        name: format!("Invité {id}"),
        quality: "parent".to_owned(),
        created_at: NOON,
    })
}

async fn enter(store: &Store, held: &str, coming: &Coming) -> Entry {
    store.enter(held, coming, NOON + 1).await.unwrap()
}

async fn uses(store: &Store, id: &str) -> i64 {
    let invitations = store.invitations("d").await.unwrap();
    invitations.into_iter().find(|invitation| invitation.id == id).unwrap().uses_made
}

async fn role_of(store: &Store, account: &str) -> Option<Role> {
    store.membership("d", account).await.unwrap().map(|member| member.role)
}

async fn heads(store: &Store) -> Vec<String> {
    let heads = store.belongings("d").await.unwrap().into_iter();
    heads.filter(|member| member.role == Role::Head).map(|member| member.account).collect()
}

async fn an_invitation_makes_a_guest_a_member_once_a_use(fresh: Fresh) {
    let store = with(&fresh, &[an_invitation("i", Role::Partner, Some(2))]).await;
    let joined = Entry::Joined("d".to_owned());
    assert_eq!(enter(&store, "token of i", &guest("g1")).await, joined);
    assert_eq!(enter(&store, "code of i", &guest("g2")).await, joined);
    assert_eq!(enter(&store, "token of i", &guest("g3")).await, Entry::Closed);
    assert_eq!(enter(&store, "token of nothing", &guest("g3")).await, Entry::Closed);
    assert!(store.account("g3").await.unwrap().is_none(), "no guest without a membership");
    let expected = Belonging {
        account: "g1".to_owned(),
        name: "Invité g1".to_owned(),
        quality: "parent".to_owned(),
        role: Role::Partner,
        sections: None,
        is_guest: true,
        joined_at: NOON + 1,
        invitation: Some("i".to_owned()),
    };
    assert!(store.belongings("d").await.unwrap().contains(&expected));
    assert_eq!(uses(&store, "i").await, 2);
    let offer = store.offer("code of i", NOON).await.unwrap().unwrap();
    assert!(!offer.open && offer.by.starts_with("head"), "{offer:?}");
    assert_eq!((offer.role, offer.by_role), (Role::Partner, Some(Role::Head)));
    assert_eq!(store.offer("token", NOON).await.unwrap(), None);
}

async fn two_at_once_never_take_the_same_use(fresh: Fresh) {
    let store = with(&fresh, &[an_invitation("i", Role::Editor, Some(3))]).await;
    let all = (0..12).map(|n| {
        let store = store.clone();
        async move { enter(&store, "token of i", &guest(&format!("g{n}"))).await }
    });
    let entries = join_all(all).await;
    let joined = entries.iter().filter(|entry| matches!(entry, Entry::Joined(_))).count();
    assert_eq!(joined, 3, "{entries:?}");
    assert_eq!(store.belongings("d").await.unwrap().len(), 3 + 3);
}

async fn nobody_comes_in_after_the_end(fresh: Fresh) {
    let store = with(&fresh, &[an_invitation("i", Role::Editor, None)]).await;
    for (at, entry) in [
        (NOON + DAY - 1, Entry::Joined("d".to_owned())),
        (NOON + DAY, Entry::Closed),
        (NOON + 2 * DAY, Entry::Closed),
    ] {
        let coming = guest(&format!("g{at}"));
        assert_eq!(store.enter("token of i", &coming, at).await.unwrap(), entry, "{at}");
        let open = store.offer("token of i", at).await.unwrap().unwrap().open;
        assert_eq!(open, entry != Entry::Closed);
    }
}

async fn a_revoked_invitation_ends_whom_it_brought_and_nobody_else(fresh: Fresh) {
    let invitations =
        [an_invitation("i", Role::Partner, None), an_invitation("j", Role::Partner, None)];
    let store = with(&fresh, &invitations).await;
    for (held, name) in [("token of i", "g1"), ("token of i", "g2"), ("token of j", "g3")] {
        enter(&store, held, &guest(name)).await;
    }
    store.assign_role("d", "g2", Role::Editor, NOON).await.unwrap();
    assert!(matches!(store.revoke("x", "i", NOON).await, Err(StoreError::NotFound)));
    store.revoke("d", "i", NOON + 5).await.unwrap();
    assert_eq!(enter(&store, "code of i", &guest("g4")).await, Entry::Closed);
    assert_eq!(role_of(&store, "g1").await, Some(Role::Partner), "revoking alone ends nobody");
    assert_eq!(store.revoke_and_end("d", "i", NOON + 6).await.unwrap(), ["g1"]);
    assert_eq!(role_of(&store, "g1").await, None);
    assert_eq!(role_of(&store, "g2").await, Some(Role::Editor), "the head wanted them so");
    assert_eq!(role_of(&store, "g3").await, Some(Role::Partner));
    let invitations = store.invitations("d").await.unwrap();
    let revoked = invitations.iter().find(|invitation| invitation.id == "i").unwrap().revoked_at;
    assert_eq!(revoked, Some(NOON + 5), "the first date is kept");
    assert!(store.revoke_and_end("x", "j", NOON).await.is_err());
    assert_eq!(role_of(&store, "g3").await, Some(Role::Partner));
}

async fn who_belongs_already_stays_what_they_are_and_takes_no_use(fresh: Fresh) {
    let store = with(&fresh, &[an_invitation("i", Role::Viewer, Some(5))]).await;
    for account in ["head", "editor"] {
        let before = role_of(&store, account).await;
        let coming = Coming::Account(account.to_owned());
        assert_eq!(enter(&store, "token of i", &coming).await, Entry::Known("d".to_owned()));
        assert_eq!(role_of(&store, account).await, before);
    }
    assert_eq!(uses(&store, "i").await, 0);
    let stranger = Coming::Account("stranger".to_owned());
    assert_eq!(enter(&store, "token of i", &stranger).await, Entry::Joined("d".to_owned()));
    assert_eq!(enter(&store, "token of i", &stranger).await, Entry::Known("d".to_owned()));
    assert_eq!(uses(&store, "i").await, 1);
}

async fn a_guest_has_no_credentials_and_becomes_a_member_with_the_same_id(fresh: Fresh) {
    let store = with(&fresh, &[an_invitation("i", Role::Partner, None)]).await;
    enter(&store, "token of i", &guest("g")).await;
    assert!(store.credentials("g@guest.invalid").await.unwrap().is_none());
    assert_eq!(store.account("g").await.unwrap().unwrap().kind, Kind::Guest);
    let password = passwords::hash(PASSWORD.to_owned()).await.unwrap();
    let claim = |id: &str, address: &str| NewAccount {
        id: id.to_owned(),
        email: email(address),
        name: "Nadia Fictive".to_owned(),
        quality: "parent".to_owned(),
        password: password.clone(),
        created_at: NOON,
        verified_at: Some(NOON),
    };
    let taken = store.claim_account(&claim("g", "lead")).await;
    assert!(matches!(taken, Err(StoreError::Conflict)), "{taken:?}");
    let no_guest = store.claim_account(&claim("lead", "other")).await;
    assert!(matches!(no_guest, Err(StoreError::Conflict)), "{no_guest:?}");
    store.claim_account(&claim("g", "nadia")).await.unwrap();
    let account = store.account("g").await.unwrap().unwrap();
    assert_eq!(account.kind, Kind::Member { email: email("nadia") });
    assert_eq!(store.credentials(&email("nadia")).await.unwrap().unwrap().account, "g");
    assert_eq!(role_of(&store, "g").await, Some(Role::Partner));
}

async fn a_guest_who_only_read_says_later_who_they_are(fresh: Fresh) {
    let invitations =
        [an_invitation("r", Role::Viewer, None), an_invitation("p", Role::Partner, None)];
    let store = with(&fresh, &invitations).await;
    store.add_dossier(&a_dossier("e", &[("head", Role::Head)])).await.unwrap();
    let elsewhere = an_invitation("e", Role::Partner, None);
    let elsewhere = NewInvitation { dossier: "e".to_owned(), ..elsewhere };
    store.add_invitations(&[elsewhere]).await.unwrap();
    let named = |name: &str, quality: &str| NewGuest {
        id: "g".to_owned(),
        name: name.to_owned(),
        quality: quality.to_owned(),
        created_at: NOON,
    };
    enter(&store, "token of r", &Coming::Guest(named("Lecteur invité", ""))).await;
    let introduced = Coming::Introduced(named("Nadia Fictive", "parent"));
    assert_eq!(enter(&store, "token of e", &introduced).await, Entry::Joined("e".to_owned()));
    for dossier in ["d", "e"] {
        let member = store.membership(dossier, "g").await.unwrap().unwrap();
        assert_eq!((member.name.as_str(), member.quality.as_str()), ("Nadia Fictive", "parent"));
    }
    // Who has said so says it once.
    let again = Coming::Introduced(named("Claire Vasseur", "head"));
    assert_eq!(enter(&store, "token of p", &again).await, Entry::Known("d".to_owned()));
    assert_eq!(store.account("g").await.unwrap().unwrap().name, "Nadia Fictive");
}

async fn a_dossier_that_is_handed_over_has_one_head(fresh: Fresh) {
    let store = with(&fresh, &[an_invitation("i", Role::Partner, None)]).await;
    enter(&store, "token of i", &guest("g")).await;
    for to in ["g", "stranger", "nobody", "head"] {
        let refused = store.hand_over("d", "head", to).await;
        assert!(matches!(refused, Err(StoreError::NotFound)), "{to}: {refused:?}");
        assert_eq!(heads(&store).await, ["head"], "{to}");
    }
    for from in ["lead", "stranger"] {
        let refused = store.hand_over("d", from, "editor").await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{from}: {refused:?}");
    }
    store.hand_over("d", "head", "editor").await.unwrap();
    assert_eq!(heads(&store).await, ["editor"]);
    assert_eq!(role_of(&store, "head").await, Some(Role::Lead));
    let again = store.hand_over("d", "head", "lead").await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    store.hand_over("d", "editor", "head").await.unwrap();
    assert_eq!(heads(&store).await, ["head"]);
}

async fn of_two_who_are_handed_the_dossier_at_once_one_is_the_head(fresh: Fresh) {
    let store = with(&fresh, &[]).await;
    let to = |name: &'static str| {
        let store = store.clone();
        async move { store.hand_over("d", "head", name).await.is_ok() }
    };
    let done = join_all([to("lead"), to("editor"), to("lead"), to("editor")]).await;
    assert_eq!(done.into_iter().filter(|done| *done).count(), 1);
    assert_eq!(heads(&store).await.len(), 1);
}

async fn the_head_is_neither_removed_nor_given_another_role(fresh: Fresh) {
    let store = with(&fresh, &[]).await;
    for refused in [
        store.remove_member("d", "head", NOON).await,
        store.assign_role("d", "head", Role::Lead, NOON).await,
        store.remove_member("d", "stranger", NOON).await,
        store.assign_role("d", "stranger", Role::Editor, NOON).await,
    ] {
        assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
    }
    let second = store.assign_role("d", "editor", Role::Head, NOON).await;
    assert!(matches!(second, Err(StoreError::Conflict)), "{second:?}");
    assert_eq!(heads(&store).await, ["head"]);
    store.assign_role("d", "editor", Role::Viewer, NOON).await.unwrap();
    assert_eq!(role_of(&store, "editor").await, Some(Role::Viewer));
    store.remove_member("d", "editor", NOON).await.unwrap();
    assert_eq!(role_of(&store, "editor").await, None);
}

async fn who_may_not_invite_any_more_has_no_open_invitation(fresh: Fresh) {
    let by_lead = |id: &str| NewInvitation {
        created_by: "lead".to_owned(),
        ..an_invitation(id, Role::Partner, None)
    };
    let store = with(&fresh, &[by_lead("i"), an_invitation("j", Role::Lead, None)]).await;
    store.assign_role("d", "lead", Role::Editor, NOON).await.unwrap();
    assert_eq!(enter(&store, "token of i", &guest("g1")).await, Entry::Closed);
    let stays = enter(&store, "token of j", &guest("g2")).await;
    assert_eq!(stays, Entry::Joined("d".to_owned()), "the head's own stays open");
    store.assign_role("d", "lead", Role::Lead, NOON).await.unwrap();
    store.add_invitations(&[by_lead("k")]).await.unwrap();
    store.remove_member("d", "lead", NOON).await.unwrap();
    assert_eq!(enter(&store, "token of k", &guest("g3")).await, Entry::Closed);
    // A lead who came by an invitation leaves none behind either.
    let of_guest = NewInvitation { created_by: "g2".to_owned(), ..by_lead("l") };
    store.add_invitations(&[of_guest]).await.unwrap();
    assert_eq!(store.revoke_and_end("d", "j", NOON).await.unwrap(), ["g2"]);
    assert_eq!(enter(&store, "token of l", &guest("g4")).await, Entry::Closed);
}

async fn a_letter_s_fate_is_kept(fresh: Fresh) {
    let by_letter = NewInvitation {
        email: Some(email("mairie")),
        ..an_invitation("i", Role::Partner, Some(1))
    };
    let store = with(&fresh, &[by_letter, an_invitation("j", Role::Partner, None)]).await;
    let sent = || async {
        let invitations = store.invitations("d").await.unwrap();
        invitations.iter().rev().map(|invitation| invitation.sent).collect::<Vec<_>>()
    };
    assert_eq!(sent().await, [Some(InvitationEmail::Waiting), None]);
    for fate in [InvitationEmail::Failed, InvitationEmail::Sent] {
        for id in ["i", "j"] {
            store.invitation_sent(id, fate).await.unwrap();
        }
        assert_eq!(sent().await, [Some(fate), None]);
    }
}
