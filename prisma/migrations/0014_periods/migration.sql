-- Periods of an address of a kind, and of a residence status, do not overlap. Nearly all of them are open, and a GiST entry for
-- each cost a load a fifth of its time. Therefore: one open period at a time by a unique B-tree, in which a closed one stands
-- under its own id, and which serves the look-up by person too; GiST for the closed ones alone; and a trigger between the two.
ALTER TABLE "Address" DROP CONSTRAINT "Address_no_overlap";
DROP INDEX "Address_residentId_idx";
CREATE UNIQUE INDEX "Address_periods" ON "Address"
  ("residentId", "kind", (CASE WHEN "validTo" IS NULL THEN '00000000-0000-0000-0000-000000000000' ELSE "id" END));
ALTER TABLE "Address" ADD CONSTRAINT "Address_no_overlap" EXCLUDE USING gist (
  (hashtextextended("kind", uuid_hash_extended("residentId", 0))) WITH =, daterange("validFrom", "validTo") WITH &&)
  WHERE ("validTo" IS NOT NULL);

ALTER TABLE "ResidenceStatus" DROP CONSTRAINT "ResidenceStatus_no_overlap";
DROP INDEX "ResidenceStatus_residentId_idx";
CREATE UNIQUE INDEX "ResidenceStatus_periods" ON "ResidenceStatus"
  ("residentId", (CASE WHEN "validTo" IS NULL THEN '00000000-0000-0000-0000-000000000000' ELSE "id" END));
ALTER TABLE "ResidenceStatus" ADD CONSTRAINT "ResidenceStatus_no_overlap" EXCLUDE USING gist (
  (uuid_hash_extended("residentId", 0)) WITH =, daterange("validFrom", "validTo") WITH &&)
  WHERE ("validTo" IS NOT NULL);

-- An open period begins when the closed ones have ended. Two transactions cannot pass each other: whoever writes a closed
-- period waits for all that write anything of the person, since their foreign keys hold the person's row.
CREATE FUNCTION address_periods_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM written WHERE "validTo" IS NOT NULL) THEN
    PERFORM FROM "Resident" WHERE "id" IN (SELECT "residentId" FROM written WHERE "validTo" IS NOT NULL) ORDER BY "id" FOR UPDATE;
  END IF;
  IF EXISTS (
    SELECT FROM written n JOIN "Address" o ON o."residentId" = n."residentId" AND o."kind" = n."kind"
    WHERE (n."validTo" IS NULL AND o."validTo" > n."validFrom" AND o."validFrom" < o."validTo")
      OR (n."validTo" IS NOT NULL AND n."validFrom" < n."validTo" AND o."validTo" IS NULL AND o."validFrom" < n."validTo")
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', TABLE = 'Address', CONSTRAINT = 'Address_no_overlap',
      MESSAGE = 'conflicting periods violate exclusion constraint "Address_no_overlap"';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION residence_status_periods_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM written WHERE "validTo" IS NOT NULL) THEN
    PERFORM FROM "Resident" WHERE "id" IN (SELECT "residentId" FROM written WHERE "validTo" IS NOT NULL) ORDER BY "id" FOR UPDATE;
  END IF;
  IF EXISTS (
    SELECT FROM written n JOIN "ResidenceStatus" o ON o."residentId" = n."residentId"
    WHERE (n."validTo" IS NULL AND o."validTo" > n."validFrom" AND o."validFrom" < o."validTo")
      OR (n."validTo" IS NOT NULL AND n."validFrom" < n."validTo" AND o."validTo" IS NULL AND o."validFrom" < n."validTo")
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', TABLE = 'ResidenceStatus', CONSTRAINT = 'ResidenceStatus_no_overlap',
      MESSAGE = 'conflicting periods violate exclusion constraint "ResidenceStatus_no_overlap"';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Address_periods_apart" AFTER INSERT ON "Address"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION address_periods_apart();
CREATE TRIGGER "ResidenceStatus_periods_apart" AFTER INSERT ON "ResidenceStatus"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION residence_status_periods_apart();

-- A period that only ends earlier cannot meet another; one that is moved, grows or begins again is looked at row by row.
CREATE FUNCTION address_period_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Resident" WHERE "id" = NEW."residentId" FOR UPDATE;
  IF EXISTS (
    SELECT FROM "Address" o WHERE o."residentId" = NEW."residentId" AND o."kind" = NEW."kind" AND o."id" <> NEW."id"
      AND daterange(o."validFrom", o."validTo") && daterange(NEW."validFrom", NEW."validTo")
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', TABLE = 'Address', CONSTRAINT = 'Address_no_overlap',
      MESSAGE = 'conflicting periods violate exclusion constraint "Address_no_overlap"';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION residence_status_period_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Resident" WHERE "id" = NEW."residentId" FOR UPDATE;
  IF EXISTS (
    SELECT FROM "ResidenceStatus" o WHERE o."residentId" = NEW."residentId" AND o."id" <> NEW."id"
      AND daterange(o."validFrom", o."validTo") && daterange(NEW."validFrom", NEW."validTo")
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', TABLE = 'ResidenceStatus', CONSTRAINT = 'ResidenceStatus_no_overlap',
      MESSAGE = 'conflicting periods violate exclusion constraint "ResidenceStatus_no_overlap"';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Address_period_moved" AFTER UPDATE ON "Address" FOR EACH ROW
  WHEN (NEW."residentId" <> OLD."residentId" OR NEW."kind" <> OLD."kind"
    OR NOT daterange(OLD."validFrom", OLD."validTo") @> daterange(NEW."validFrom", NEW."validTo"))
  EXECUTE FUNCTION address_period_moved();
CREATE TRIGGER "ResidenceStatus_period_moved" AFTER UPDATE ON "ResidenceStatus" FOR EACH ROW
  WHEN (NEW."residentId" <> OLD."residentId"
    OR NOT daterange(OLD."validFrom", OLD."validTo") @> daterange(NEW."validFrom", NEW."validTo"))
  EXECUTE FUNCTION residence_status_period_moved();

-- One index where two began alike: the number in force under the empty text, the household of today under the nil id.
DROP INDEX "IdentityNumber_residentId_idx";
DROP INDEX "IdentityNumber_one_active";
CREATE UNIQUE INDEX "IdentityNumber_one_active" ON "IdentityNumber"
  ("residentId", (CASE WHEN "status" = 'ACTIVE' THEN '' ELSE "number" END));
DROP INDEX "HouseholdMember_residentId_idx";
DROP INDEX "HouseholdMember_one_open";
CREATE UNIQUE INDEX "HouseholdMember_one_open" ON "HouseholdMember" ("residentId",
  (CASE WHEN "validTo" IS NULL THEN '00000000-0000-0000-0000-000000000000' ELSE "householdId" END),
  (CASE WHEN "validTo" IS NULL THEN '-infinity' ELSE "validFrom" END));
DROP INDEX "LegacyDocument_number_idx";
DROP INDEX "LegacyDocument_kind_number_key";
CREATE UNIQUE INDEX "LegacyDocument_number_kind_key" ON "LegacyDocument"("number", "kind");

-- A relation that has ended may begin again with the same person: each ended one stands under its own id.
DROP INDEX "Relationship_residentId_kind_name_key";
CREATE UNIQUE INDEX "Relationship_one_open" ON "Relationship" ("residentId", "kind", "name",
  (CASE WHEN "validTo" IS NULL THEN '00000000-0000-0000-0000-000000000000' ELSE "id" END));
-- Relatives known by a number that nobody had yet: linked when its holder comes into the register.
CREATE INDEX "Relationship_to_link" ON "Relationship" ("number") WHERE "relatedId" IS NULL AND "number" IS NOT NULL;
