-- AlterTable
ALTER TABLE "AgencyQuery" ADD COLUMN "refusedField" TEXT,
  ADD COLUMN "evidenceSha256" TEXT;

-- CreateTable
CREATE TABLE "AgencyAllowance" (
    "relyingPartyId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "dayCount" INTEGER NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "minuteCount" INTEGER NOT NULL,
    "overQuota" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AgencyAllowance_pkey" PRIMARY KEY ("relyingPartyId","day")
);

-- CreateIndex
CREATE INDEX "AgencyQuery_relyingPartyId_outcome_at_idx" ON "AgencyQuery"("relyingPartyId", "outcome", "at");

-- AddForeignKey
ALTER TABLE "AgencyAllowance" ADD CONSTRAINT "AgencyAllowance_relyingPartyId_fkey" FOREIGN KEY ("relyingPartyId") REFERENCES "RelyingParty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "RelyingParty"
  ADD CONSTRAINT "RelyingParty_quota" CHECK ("perMinute" > 0 AND "perDay" >= "perMinute"),
  ADD CONSTRAINT "RelyingParty_period" CHECK ("validTo" IS NULL OR "validTo" > "validFrom");
-- What was answered is proved by its evidence; what was refused says why, and was told nothing.
ALTER TABLE "AgencyQuery" ADD CONSTRAINT "AgencyQuery_outcome" CHECK (
  CASE "outcome"
    WHEN 'REFUSED' THEN "refusal" IS NOT NULL AND "answerSha256" IS NULL
    WHEN 'ANSWERED' THEN "refusal" IS NULL AND "evidenceSha256" IS NOT NULL AND "signature" IS NOT NULL
    WHEN 'NOT_FOUND' THEN "refusal" IS NULL AND "evidenceSha256" IS NOT NULL AND "signature" IS NOT NULL
    ELSE false
  END);

-- Who asked is written once.
CREATE TRIGGER "AgencyQuery_append_only" BEFORE UPDATE OR DELETE ON "AgencyQuery"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "AgencyQuery_no_truncate" BEFORE TRUNCATE ON "AgencyQuery"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
