-- What certificate authorities of others have said of themselves, for when they are away. Reference to the vault: rows
-- that somebody has written by hand let nobody in.
create table trusted_authority (
    name         text primary key, -- as whoever has added it calls it
    certificates text not null     -- PEM, roots and what is under them
);
