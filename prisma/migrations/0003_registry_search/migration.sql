-- Search of the population registry (docs/registry-search.md).

-- The same key as searchKey() of core/text/vietnamese.ts, for names that have no key column of their own: those of parents.
-- tests/server/registry/search-residents.test.ts holds the two together.
CREATE FUNCTION search_key(name text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN btrim(regexp_replace(
    upper(regexp_replace(
      normalize(translate(name, 'ĐđÐð' || U&'\00AD\200B\200C\200D\2060\FEFF', 'DdDd'), NFD),
      '[\u0300-\u036F]+', '', 'g')),
    '[^[:alnum:]]+', ' ', 'g'));

-- One descent finds a name in whatever order its words stand; a thousand descents find every name one slip away.
CREATE INDEX "Resident_by_token_set" ON "Resident" ("nameTokenSetKey", "birthYear");
CREATE INDEX "Resident_by_matching_key" ON "Resident" ("nameMatchingKey", "birthYear");

CREATE INDEX "Relationship_by_parent" ON "Relationship" (search_key("name"), "residentId")
  WHERE "kind" IN ('FATHER', 'MOTHER');
