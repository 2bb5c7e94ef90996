//! The words that the cues are made of, in French and English, in lower case and without accents.
//! Does not know: how they are combined.

/// Whether a word is one of a list.
pub fn is(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// First names that are given to many children, those of grown-ups among them.
pub const NAMES: &str = "
    adam adele agathe aicha alexandre alexis ali alice alicia alix amelia amelie amina amir
    anais andrea anna anne antoine antonin apolline arthur assia augustin axel aya ayden
    baptiste basile benjamin camille capucine carla celestin celia charlie charlotte chloe clara
    clemence clement constance corentin damien daphne david diego dylan eden elea elena elias
    elie elif elisa elise ella elodie eloise elyes emilie emily emma emmy enzo erwan esteban
    ethan eva evan eve fatima fatou faustine felix flavie florian gabin gabriel gabrielle
    gaspard george giulia guillaume hamza hannah harry helena heloise henri hugo ibrahim ilan
    ilyes imane imran inaya ines iris isaac ismael issa jack jacob jade james jasmine jeanne
    jessica joachim joseph josephine joshua jules julia juliette justine kais karim kenza kevin
    kylian lana laura lea leana leo leon leonie liam lila lilou lily lina lisa livia loane lola
    lou louane louis louise louna luca lucas lucie lucien luna lya lyam lyna mael maelle maelys
    malik malo mamadou manon marceau margaux margot maria mariam marie marin marius martin
    matheo mathieu mathilde mathis matteo maxence maxime maya medhi mehdi mia mila milan mohamed
    mohammed moussa mya myriam nael nathan nina nino noah noam noe noelie nolan nora nour oceane
    oliver olivia omar oscar oumar paul pauline quentin rania raphael rayan robin robinson
    romain romane romy rosalie rose ruben ryan sacha salome samuel sandro sara sarah selma simon
    sirine sofia sohan solene sophia sophie soren stella swann tea teo thais thea theo thomas
    tiago timeo tom tristan valentin valentine victoire victor victoria violette wassim william
    yacine yanis yasmine youssef zelie zoe
";

/// What comes before a grown-up's name.
pub const TITLES: &str = "docteur dr m madame maitre miss mlle mme monsieur mr mrs ms";

/// What says that a name is a grown-up's.
pub const ADULTS: &str = "
    adjoint adjointe aed aesh animateur animatrice architecte assistant assistante association
    atsem chef cheffe conseiller conseillere coordinateur coordinatrice cpe directeur directrice
    doctor educateur educatrice elu elue enseignant enseignante facilitateur facilitatrice
    formateur formatrice head infirmier infirmiere inspecteur inspectrice intervenant
    intervenante maire maitre maitresse medecin nurse orthophoniste porteur porteuse principal
    principale prof professeur professeure proviseur proviseure psychologue psyen referent
    referente responsable teacher teaches therapist
";

/// What is called after somebody.
pub const PLACES: &str = "
    avenue bibliotheque college ecole gymnase lycee mediatheque place rue saint sainte school
    stade theatre
";

/// Before somebody who is not the one who is named.
pub const DETERMINERS: &str = "a an by d l la le par the un une";

/// Classes, by their usual short names.
pub const CLASSES: &str = "
    1ere 1re 2de 2nde 3e 3eme 4e 4eme 5e 5eme 6e 6eme ce1 ce2 cinquieme cm1 cm2 cp gs maternelle
    ms ps quatrieme reception segpa sixieme terminale tle troisieme ulis upe2a
";

/// `Year 4`, `grade 5`.
pub const GRADES: &str = "grade year";

/// One pupil; not « les élèves ».
pub const PUPIL: &str = "
    boy child collegien collegienne daughter ecolier ecoliere eleve enfant fille fillette fils
    garcon girl jumeau jumelle lyceen lyceenne pupil son student
";

/// More than one.
pub const PUPILS: &str = "
    boys children eleves enfants filles garcons girls jumeaux pupils students
";

/// Fewer than five are known to everybody in a school.
pub const FEW: &str = "2 3 4 deux four quatre three trois two";

/// What stands before the only one who is meant.
pub const THIS: &str = "ce cet cette this";
pub const OWN: &str = "her his leur ma mon my notre our sa son";
pub const ONE: &str = "a an l la le one the un une";
/// Said of anybody: no cue.
pub const ANY: &str = "any aucun aucune chaque each every no tout toute";

pub const SMALL: &str = "jeune little petit petite young";

/// Who is said to be somebody's.
pub const PARENT: &str = "
    beau-pere belle-mere brother dad father frere grand-mere grand-pere maman mere mom mother
    mum oncle papa pere sister soeur tante
";
pub const PARENTS: &str = "famille family parents";

pub const OF: &str = "d de du of";
pub const IN_CLASS: &str = "au de du eleve en from in scolarise scolarisee";

pub const YEARS_OLD: &str = "ans year years yrs";

/// An illness or a condition, said of one person.
pub const CONDITION: &str = "
    adhd allergic allergie allergies allergique allergy anorexie anorexique asperger asthma
    asthmatic asthmatique asthme autism autisme autiste autistic bipolaire cancer coeliaque
    deficience deficient depressif depression depressive diabete diabetes diabetic diabetique
    drepanocytose dyscalculie dyslexia dyslexic dyslexie dyslexique dysphasie dysphasique
    dyspraxie dyspraxique epilepsie epilepsy epileptic epileptique hyperactif hyperactive
    leucemie leukaemia malade malentendant malentendante malvoyant malvoyante mucoviscidose
    mutique phobie scarifie suicidaire surdite tda tdah trisomie trisomique tsa
";

/// What is arranged for somebody's health, or says that there is something.
pub const CARE: &str = "
    aesh anxiolytique diagnosis diagnostic disability disabled handicap handicape handicapee
    hospitalise hospitalisee illness maladie mdph medicament medicaments medication
    orthophoniste pai pap pps psychiatre psychologue psychomotricien psychomotricienne ritaline
    sessad therapist traitement trouble troubles wheelchair
";

/// « Son diagnostic » is a school's as well; these are somebody's.
pub const OWN_CARE: &str = "
    disability handicap illness maladie medication pai pap pps ritaline wheelchair
";

/// One person has it.
pub const HAS: &str = "
    a atteint atteinte avait diagnosed diagnostique diagnostiquee est etait had has hospitalise
    hospitalisee is prend souffrait souffre suffered suffers takes was
";

pub const SHE_OR_HE: &str = "elle he il she";
