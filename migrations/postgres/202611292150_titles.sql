-- What lists and e-mails show of a title and a school is as long as the form asks for.
update dossier set title = substr(title, 1, 120), school = substr(school, 1, 200)
where length(title) > 120 or length(school) > 200;
