//! Whom the limits let through, and whom they slow down. Does not know: HTTP.

use super::*;

const SCHOOL: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

fn elsewhere(n: u32) -> IpAddr {
    Ipv4Addr::from_bits(0xc633_0000 + n).into()
}

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

#[test]
fn after_some_wrong_passwords_each_waits_for_one_to_leak() {
    let attempts = Attempts::default();
    let now = Instant::now();
    let tries = |account: &str, now| {
        (0..100).filter(|_| attempts.admit(account, SCHOOL, None, now).is_ok()).count()
    };
    assert_eq!(tries("claire", now), 6);
    assert_eq!(attempts.admit("claire", SCHOOL, None, now), Err(seconds(60)));
    assert_eq!(tries("claire", now + seconds(60)), 1);
    assert_eq!(tries("yanis", now), 6, "a school is one address");
}

#[test]
fn a_right_password_costs_nothing() {
    let attempts = Attempts::default();
    let now = Instant::now();
    for n in 0..300 {
        let account = format!("person {}", n % 150);
        attempts.admit(&account, SCHOOL, None, now).unwrap();
        attempts.succeeded(&account, SCHOOL, None, now);
    }
}

#[test]
fn a_stranger_cannot_lock_out_somebody_at_home() {
    let attempts = Attempts::default();
    let now = Instant::now();
    attempts.admit("claire", SCHOOL, None, now).unwrap();
    attempts.succeeded("claire", SCHOOL, None, now);
    for n in 0..200 {
        let _ = attempts.admit("claire", elsewhere(n), None, now);
    }
    assert!(attempts.admit("claire", elsewhere(201), None, now).is_err());
    assert_eq!(attempts.admit("claire", SCHOOL, None, now), Ok(()));
    let browser = Some("hers");
    assert_eq!(attempts.admit("claire", elsewhere(201), browser, now), Ok(()));
}

#[test]
fn a_browser_that_is_known_is_not_free_to_guess() {
    let attempts = Attempts::default();
    let now = Instant::now();
    let tries =
        |now| (0..100).filter(|_| attempts.admit("claire", SCHOOL, Some("b"), now).is_ok()).count();
    assert_eq!(tries(now), 10);
    assert_eq!(tries(now + seconds(60)), 2);
}

#[test]
fn guesses_are_slowed_down_by_address_and_by_block_and_nowhere_else() {
    let attempts = Attempts::default();
    let now = Instant::now();
    let guesses =
        |held, place| (0..1000).filter(|_| attempts.look_up(held, place, now).is_ok()).count();
    assert_eq!(guesses(TokenKind::Code, elsewhere(1)), 30);
    assert_eq!(guesses(TokenKind::Token, elsewhere(2)), 30);
    let of_block: usize = (3..200).map(|n| guesses(TokenKind::Code, elsewhere(n))).sum();
    assert_eq!(of_block, 70, "thirty of the hundred were guessed before");
    // Thousands of strangers later a hall is still open.
    for n in 1..3_000 {
        guesses(TokenKind::Code, elsewhere(n * 256));
    }
    assert_eq!(attempts.look_up(TokenKind::Code, SCHOOL, now), Ok(()));
    let v6 = |n: u128| IpAddr::from(Ipv6Addr::from_bits((0x2001_0db8_0001 << 80) + (n << 64)));
    let of_block: usize = (0..300).map(|n| guesses(TokenKind::Code, v6(n))).sum();
    assert_eq!(of_block, 100);
}

/// Three hundred phones, sixty teachers and two hundred parents by one link, all behind one address
/// where a pupil's script tries whatever there is, a hundred times a second.
#[test]
fn a_school_comes_in_while_a_pupil_runs_a_script() {
    let attempts = Attempts::default();
    let mut now = Instant::now();
    // They have signed in before, half of them in the browser that they use now.
    let teacher = |n: u32| format!("teacher {n}");
    for n in 0..60 {
        attempts.admit(&teacher(n), SCHOOL, None, now).unwrap();
        attempts.succeeded(&teacher(n), SCHOOL, None, now);
    }
    now += seconds(7 * 24 * 3600);
    // The wall stands in the hall.
    attempts.hall_known("K7M2QX", SCHOOL, now);
    let script = |now: Instant, round: u32| {
        for n in 0..100 {
            let _ = attempts.admit(&format!("somebody {n}"), SCHOOL, None, now);
            let target = teacher(30 + (round + n) % 30);
            let _ = attempts.admit(&target, SCHOOL, None, now);
            let _ = attempts.admit_sign_up(SCHOOL, now);
            let _ = attempts.admit_claim(SCHOOL, now);
            let _ = attempts.admit_guest("another link", SCHOOL, now);
            for held in [TokenKind::Token, TokenKind::Code] {
                let _ = attempts.look_up(held, SCHOOL, now);
            }
        }
    };
    script(now, 0);
    for n in 0..300 {
        now += Duration::from_millis(100);
        script(now, n);
        assert!(attempts.is_hall("K7M2QX", SCHOOL, now), "phone {n}");
        if n < 200 {
            assert_eq!(attempts.admit_guest("the link", SCHOOL, now), Ok(()), "parent {n}");
        }
        if n < 30 {
            // Nobody guesses at these: their place is enough.
            assert_eq!(attempts.admit(&teacher(n), SCHOOL, None, now), Ok(()), "teacher {n}");
            attempts.succeeded(&teacher(n), SCHOOL, None, now);
        } else if n < 60 {
            // At these the script guesses all the time: their browser is known.
            let browser = Some("known");
            assert_eq!(attempts.admit(&teacher(n), SCHOOL, browser, now), Ok(()), "teacher {n}");
            attempts.succeeded(&teacher(n), SCHOOL, browser, now);
        }
    }
    // And the script is slowed down.
    assert!(attempts.admit("somebody", SCHOOL, None, now).is_err());
    assert!(attempts.look_up(TokenKind::Code, SCHOOL, now).is_err());
    assert!(attempts.admit_sign_up(SCHOOL, now).is_err());
}

#[test]
fn a_link_or_code_that_is_right_costs_nothing() {
    let attempts = Attempts::default();
    let now = Instant::now();
    for held in [TokenKind::Token, TokenKind::Code].repeat(300) {
        assert_eq!(attempts.look_up(held, SCHOOL, now), Ok(()));
        attempts.was_right(held, SCHOOL);
    }
}

#[test]
fn a_code_is_known_where_it_is_used_and_for_a_day_at_most() {
    let attempts = Attempts::default();
    let now = Instant::now();
    assert!(!attempts.is_hall("K7M2QX", SCHOOL, now));
    attempts.hall_known("K7M2QX", SCHOOL, now);
    assert!(attempts.is_hall("K7M2QX", SCHOOL, now + seconds(3600)));
    assert!(!attempts.is_hall("K7M2QX", elsewhere(1), now));
    assert!(!attempts.is_hall("ZZZZZZ", SCHOOL, now));
    assert!(!attempts.is_hall("K7M2QX", SCHOOL, now + HALL), "the next day it is a code again");
}
