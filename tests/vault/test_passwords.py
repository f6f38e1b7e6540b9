from scanner.vault.passwords import agrees, hashed, nobody


def test_a_password_agrees_with_what_was_kept_of_it_and_no_other_does() -> None:
    kept = hashed("ett långt lösenord")
    assert agrees("ett långt lösenord", kept)
    assert not agrees("ett langt losenord", kept)
    assert not agrees("", kept)


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hashed("samma") != hashed("samma")


def test_what_is_kept_says_how_dear_a_try_is() -> None:
    assert nobody().startswith("$argon2id$v=19$m=65536,t=3,p=4$")
