-- AlterTable
ALTER TABLE "AbsenceVisit" ADD COLUMN     "latest" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "MovementEvent" ADD COLUMN     "recordedById" UUID NOT NULL;

-- AlterTable
ALTER TABLE "Relationship" ADD COLUMN     "validFrom" DATE,
ADD COLUMN     "validTo" DATE;

-- CreateTable
CREATE TABLE "ResidenceDeclaration" (
    "id" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "baseVersion" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'SUBMITTED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "diff" JSONB NOT NULL,
    "origin" TEXT NOT NULL,
    "evidenceKind" TEXT NOT NULL,
    "evidenceNumber" TEXT,
    "unitCode" TEXT NOT NULL,
    "makerId" UUID NOT NULL,
    "checkerId" UUID,
    "reason" TEXT,
    "declaredAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ResidenceDeclaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnitReorganisation" (
    "id" UUID NOT NULL,
    "decree" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "orderedById" UUID,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "UnitReorganisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnitCarry" (
    "reorganisationId" UUID NOT NULL,
    "fromUnitId" INTEGER NOT NULL,
    "toUnitId" INTEGER,
    "hamlets" JSONB,
    "addresses" INTEGER NOT NULL DEFAULT 0,
    "carriedAt" TIMESTAMPTZ(3),

    CONSTRAINT "UnitCarry_pkey" PRIMARY KEY ("reorganisationId","fromUnitId")
);

-- CreateIndex
CREATE INDEX "ResidenceDeclaration_residentId_idx" ON "ResidenceDeclaration"("residentId");

-- CreateIndex
CREATE UNIQUE INDEX "UnitReorganisation_decree_key" ON "UnitReorganisation"("decree");

-- CreateIndex
CREATE INDEX "UnitCarry_fromUnitId_idx" ON "UnitCarry"("fromUnitId");

-- AddForeignKey
ALTER TABLE "ResidenceDeclaration" ADD CONSTRAINT "ResidenceDeclaration_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnitCarry" ADD CONSTRAINT "UnitCarry_reorganisationId_fkey" FOREIGN KEY ("reorganisationId") REFERENCES "UnitReorganisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnitCarry" ADD CONSTRAINT "UnitCarry_fromUnitId_fkey" FOREIGN KEY ("fromUnitId") REFERENCES "AdministrativeUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnitCarry" ADD CONSTRAINT "UnitCarry_toUnitId_fkey" FOREIGN KEY ("toUnitId") REFERENCES "AdministrativeUnit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One declaration of a person waits for its decision at a time; a person is in one household at a time.
CREATE UNIQUE INDEX "ResidenceDeclaration_one_open" ON "ResidenceDeclaration" ("residentId") WHERE "status" = 'SUBMITTED';
CREATE UNIQUE INDEX "HouseholdMember_one_open" ON "HouseholdMember" ("residentId") WHERE "validTo" IS NULL;
ALTER TABLE "Relationship" ADD CONSTRAINT "Relationship_period" CHECK ("validTo" IS NULL OR "validFrom" IS NULL OR "validFrom" <= "validTo");

-- A list imported again brings nothing new, with numbers or without.
CREATE UNIQUE INDEX "MovementEvent_once" ON "MovementEvent" ("reporter", "kind", "on", "number", "name", "birthDate") NULLS NOT DISTINCT;

-- Worklists, each read in the order of its index.
CREATE INDEX "ResidenceDeclaration_submitted" ON "ResidenceDeclaration" ("unitCode", "id") WHERE "status" = 'SUBMITTED';
CREATE INDEX "ResidenceStatus_absent" ON "ResidenceStatus" ("unitId", "residentId")
  WHERE "validTo" IS NULL AND "status" IN ('DECLARED_ABSENT', 'ABSENT', 'WHEREABOUTS_UNKNOWN');
CREATE INDEX "ResidenceStatus_unitId" ON "ResidenceStatus" ("unitId");
CREATE UNIQUE INDEX "AbsenceVisit_latest" ON "AbsenceVisit" ("residentId") WHERE "latest";
CREATE INDEX "AbsenceVisit_not_met" ON "AbsenceVisit" ("unitCode", "residentId") WHERE "latest" AND "outcome" <> 'MET';
CREATE INDEX "MovementEvent_pending" ON "MovementEvent" ("id") WHERE "status" = 'PENDING';
CREATE INDEX "Household_unitId" ON "Household" ("unitId");
CREATE INDEX "VisitAssignment_open" ON "VisitAssignment" ("officerId", "id") WHERE "doneAt" IS NULL;

-- The same exclusions on hashes: GiST places UUIDs of one load (they begin alike) by a difference that it computes in floating
-- point, loses it, and reads some 150 pages for every row from 200.000 addresses on. Two seeds make 128 bits: no two people meet.
ALTER TABLE "Address" DROP CONSTRAINT "Address_no_overlap";
ALTER TABLE "Address" ADD CONSTRAINT "Address_no_overlap" EXCLUDE USING gist (
  (hashtextextended("kind", uuid_hash_extended("residentId", 0))) WITH =,
  (hashtextextended("kind", uuid_hash_extended("residentId", 1))) WITH =,
  daterange("validFrom", "validTo") WITH &&);
ALTER TABLE "ResidenceStatus" DROP CONSTRAINT "ResidenceStatus_no_overlap";
ALTER TABLE "ResidenceStatus" ADD CONSTRAINT "ResidenceStatus_no_overlap" EXCLUDE USING gist (
  (uuid_hash_extended("residentId", 0)) WITH =,
  (uuid_hash_extended("residentId", 1)) WITH =,
  daterange("validFrom", "validTo") WITH &&);
