-- Every attempt at a locality's review keeps strata, sample and decision of its own.
ALTER TABLE "ReviewPlan" DROP COLUMN "result",
  ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "byCollector" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "expectedErrors" DOUBLE PRECISION NOT NULL;

ALTER TABLE "ReviewStratum" DROP CONSTRAINT "ReviewStratum_pkey",
  ADD COLUMN "attempt" INTEGER NOT NULL,
  ADD COLUMN "code" TEXT NOT NULL,
  ADD COLUMN "collectorId" UUID,
  ADD CONSTRAINT "ReviewStratum_pkey" PRIMARY KEY ("planId", "attempt", "code");

DROP INDEX "ReviewSample_planId_formSerial_key";
DROP INDEX "ReviewSample_planId_place_idx";
ALTER TABLE "ReviewSample" ADD COLUMN "attempt" INTEGER NOT NULL, ADD COLUMN "stratum" TEXT NOT NULL;
CREATE UNIQUE INDEX "ReviewSample_planId_attempt_formSerial_key" ON "ReviewSample"("planId", "attempt", "formSerial");
CREATE UNIQUE INDEX "ReviewSample_planId_attempt_place_key" ON "ReviewSample"("planId", "attempt", "place");

CREATE INDEX "ReviewTeamMember_officerId_idx" ON "ReviewTeamMember"("officerId");

DROP INDEX "AcceptanceDecision_planId_key";
ALTER TABLE "AcceptanceDecision"
  ADD COLUMN "attempt" INTEGER NOT NULL,
  ADD COLUMN "result" JSONB NOT NULL,
  ADD COLUMN "seed" TEXT NOT NULL;
CREATE UNIQUE INDEX "AcceptanceDecision_planId_attempt_key" ON "AcceptanceDecision"("planId", "attempt");

-- What the schema language cannot say.
-- A locality has one review at a time: one that failed is repaired, not planned again until it happens to pass.
CREATE UNIQUE INDEX "ReviewPlan_one_open" ON "ReviewPlan"("unitCode", "formKind") WHERE "status" <> 'ACCEPTED';
ALTER TABLE "ReviewPlan"
  ADD CONSTRAINT "ReviewPlan_shares" CHECK (
    "confidence" > 0 AND "confidence" < 1 AND "margin" > 0 AND "margin" < 1 AND "expectedErrors" > 0
    AND "expectedErrors" < 1 AND "threshold" > 0 AND "threshold" <= 1 AND "recheckShare" >= 0 AND "recheckShare" <= 1),
  ADD CONSTRAINT "ReviewPlan_days" CHECK ("scheduledFrom" <= "scheduledTo");
ALTER TABLE "ReviewTeamMember" ADD CONSTRAINT "ReviewTeamMember_round" CHECK ("round" IN (1, 2));
ALTER TABLE "ReviewFinding"
  ADD CONSTRAINT "ReviewFinding_round" CHECK ("round" IN (1, 2)),
  ADD CONSTRAINT "ReviewFinding_kind" CHECK ("kind" IN ('MISSING', 'WRONG'));
-- Nobody checks what they collected, nor checks their own check.
ALTER TABLE "ReviewSample" ADD CONSTRAINT "ReviewSample_other_eyes" CHECK (
  "checkedById" IS DISTINCT FROM "collectorId" OR "checkedById" IS NULL),
  ADD CONSTRAINT "ReviewSample_other_eyes_again" CHECK (
  "recheckedById" IS NULL OR ("recheckedById" IS DISTINCT FROM "collectorId" AND "recheckedById" IS DISTINCT FROM "checkedById"));
ALTER TABLE "AcceptanceDecision" ADD CONSTRAINT "AcceptanceDecision_reason" CHECK (
  "decision" IN ('ACCEPTED', 'FAILED') OR ("decision" = 'OVERRIDDEN' AND "reason" IS NOT NULL));
