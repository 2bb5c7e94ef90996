-- What is closed stays as it was counted, whoever is erased later.

-- What came out of a closed vote, as JSON that only the program reads. The ballots of a secret vote
-- go as it closes.
alter table vote add column result text;

-- Who was present when the séance ended, as JSON by quality, and by how many devices.
alter table seance add column attendance text;
