-- registry_reconciliation: proposals that were refused, bulk loads of forms, and what the schema language cannot say.

ALTER TABLE "ConflictCase" ADD COLUMN "refusals" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "FormLoad" (
    "id" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "startedById" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "lastSerial" TEXT NOT NULL DEFAULT '',
    "loaded" INTEGER NOT NULL DEFAULT 0,
    "reconciling" INTEGER NOT NULL DEFAULT 0,
    "refused" JSONB NOT NULL DEFAULT '{}',
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FormLoad_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FormLoad_unitCode_startedAt_idx" ON "FormLoad"("unitCode", "startedAt");

-- One bulk load of a unit and kind at a time.
CREATE UNIQUE INDEX "FormLoad_one_running" ON "FormLoad" ("unitCode", "formKind") WHERE "finishedAt" IS NULL;

-- A form waits for one case, not for several; a unit asks about a person in one inquiry at a time.
CREATE UNIQUE INDEX "ConflictCase_one_open_per_form" ON "ConflictCase" ("formSerial") WHERE "status" <> 'RESOLVED';
CREATE UNIQUE INDEX "ResidenceInquiry_one_open" ON "ResidenceInquiry" ("residentId", "fromUnitCode")
  WHERE "status" IN ('SENT', 'RECEIVED', 'ANSWERED');

-- Maker and checker of a decision are two officers.
ALTER TABLE "ConflictCase" ADD CONSTRAINT "ConflictCase_two_officers" CHECK ("checkerId" <> "makerId");

-- Worklists are read unit by unit from a place of these indexes; reminders by the due date; provisional records.
CREATE INDEX "ConflictCase_work" ON "ConflictCase" ("status", "unitCode", "id");
CREATE INDEX "ResidenceInquiry_asked" ON "ResidenceInquiry" ("status", "toUnitCode", "id");
CREATE INDEX "ResidenceInquiry_asking" ON "ResidenceInquiry" ("status", "fromUnitCode", "id");
CREATE INDEX "ResidenceInquiry_due" ON "ResidenceInquiry" ("dueOn") WHERE "status" IN ('SENT', 'RECEIVED');
CREATE INDEX "Resident_provisional" ON "Resident" ("id") WHERE "provisional";

-- Members of a household whose forms came before the head's, by the head's name.
CREATE INDEX "Resident_waiting_for_head" ON "Resident" (("otherData"->'head'->>'name')) WHERE "otherData" ? 'head';
