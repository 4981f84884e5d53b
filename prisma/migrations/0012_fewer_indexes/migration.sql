-- A register of a hundred million pays for every index at every load. Two of names are enough: equal search keys have equal
-- token sets, and a birth date begins with its year.
DROP INDEX "Resident_nameSearchKey_birthYear_idx";
DROP INDEX "Resident_by_matching_key";
ALTER INDEX "Resident_by_token_set" RENAME TO "Resident_nameTokenSetKey_birthYear_idx";

-- Most relatives are not in the register, or were not found there.
DROP INDEX "Relationship_relatedId_idx";
CREATE INDEX "Relationship_related" ON "Relationship" ("relatedId") WHERE "relatedId" IS NOT NULL;

-- One hash of 64 bits in place of two: that two people ever share one and have periods that overlap is as good as impossible, and
-- would refuse a row, never accept a wrong one.
ALTER TABLE "Address" DROP CONSTRAINT "Address_no_overlap";
ALTER TABLE "Address" ADD CONSTRAINT "Address_no_overlap" EXCLUDE USING gist (
  (hashtextextended("kind", uuid_hash_extended("residentId", 0))) WITH =, daterange("validFrom", "validTo") WITH &&);
ALTER TABLE "ResidenceStatus" DROP CONSTRAINT "ResidenceStatus_no_overlap";
ALTER TABLE "ResidenceStatus" ADD CONSTRAINT "ResidenceStatus_no_overlap" EXCLUDE USING gist (
  (uuid_hash_extended("residentId", 0)) WITH =, daterange("validFrom", "validTo") WITH &&);
