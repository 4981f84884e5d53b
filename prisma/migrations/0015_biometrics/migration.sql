-- AlterTable
ALTER TABLE "BiometricSample" ADD COLUMN     "attempts" INTEGER,
ADD COLUMN     "capturedAt" TIMESTAMPTZ(3),
ADD COLUMN     "quality" INTEGER;

-- AlterTable
ALTER TABLE "HandOver" ADD COLUMN     "reason" TEXT,
ADD COLUMN     "score" DOUBLE PRECISION,
ADD COLUMN     "supervisorId" UUID,
ADD COLUMN     "threshold" DOUBLE PRECISION,
ADD COLUMN     "verifiedBy" TEXT;

-- CreateTable
CREATE TABLE "DuplicateCase" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "origins" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueOn" DATE NOT NULL,
    "takenBy" UUID,
    "takenAt" TIMESTAMPTZ(3),
    "waitReason" TEXT,
    "waitUntil" DATE,
    "verdict" TEXT,
    "keptNumber" TEXT,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DuplicateCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DuplicateCandidate" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "referenceId" UUID,
    "grounds" TEXT[],
    "scores" JSONB NOT NULL DEFAULT '[]',
    "fingers" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "DuplicateCandidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseJudgement" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "officerId" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "candidateId" UUID,
    "keptNumber" TEXT,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seconds" INTEGER,

    CONSTRAINT "CaseJudgement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseDocument" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT,
    "sha256" TEXT,
    "officerId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CaseDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BiometricReference" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "insertedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "BiometricReference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Template" (
    "referenceId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "quality" INTEGER,
    "source" TEXT NOT NULL,
    "imageSha256" TEXT,
    "computedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Template_pkey" PRIMARY KEY ("referenceId","position")
);

-- CreateTable
CREATE TABLE "AbisRequest" (
    "requestId" UUID NOT NULL,
    "abis" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "referenceId" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failureReason" INTEGER,
    "answer" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "AbisRequest_pkey" PRIMARY KEY ("requestId")
);

-- CreateTable
CREATE TABLE "GalleryPerson" (
    "referenceId" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "record" BYTEA NOT NULL,
    "insertedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GalleryPerson_pkey" PRIMARY KEY ("referenceId")
);

-- CreateTable
CREATE TABLE "GalleryAnswer" (
    "requestId" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "answeredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GalleryAnswer_pkey" PRIMARY KEY ("requestId")
);

-- CreateTable
CREATE TABLE "CaptureTally" (
    "day" DATE NOT NULL,
    "centreCode" TEXT NOT NULL,
    "operatorId" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "samples" INTEGER NOT NULL DEFAULT 0,
    "qualitySum" INTEGER NOT NULL DEFAULT 0,
    "measured" INTEGER NOT NULL DEFAULT 0,
    "poor" INTEGER NOT NULL DEFAULT 0,
    "recaptures" INTEGER NOT NULL DEFAULT 0,
    "exceptions" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CaptureTally_pkey" PRIMARY KEY ("day","centreCode","operatorId","device","kind")
);

-- CreateTable
CREATE TABLE "QualityAlarm" (
    "id" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "centreCode" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "raisedOn" DATE NOT NULL,
    "before" DOUBLE PRECISION NOT NULL,
    "now" DOUBLE PRECISION NOT NULL,
    "samples" INTEGER NOT NULL,
    "acknowledgedBy" UUID,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "finding" TEXT,

    CONSTRAINT "QualityAlarm_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DuplicateCase_unitCode_dueOn_id_idx" ON "DuplicateCase"("unitCode", "dueOn", "id");

-- CreateIndex
CREATE INDEX "DuplicateCandidate_residentId_idx" ON "DuplicateCandidate"("residentId");

-- CreateIndex
CREATE UNIQUE INDEX "DuplicateCandidate_caseId_residentId_key" ON "DuplicateCandidate"("caseId", "residentId");

-- CreateIndex
CREATE INDEX "CaseJudgement_officerId_at_idx" ON "CaseJudgement"("officerId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "CaseJudgement_caseId_round_key" ON "CaseJudgement"("caseId", "round");

-- CreateIndex
CREATE UNIQUE INDEX "CaseJudgement_caseId_officerId_key" ON "CaseJudgement"("caseId", "officerId");

-- CreateIndex
CREATE INDEX "CaseDocument_caseId_idx" ON "CaseDocument"("caseId");

-- CreateIndex
CREATE UNIQUE INDEX "BiometricReference_applicationId_key" ON "BiometricReference"("applicationId");

-- CreateIndex
CREATE INDEX "BiometricReference_residentId_idx" ON "BiometricReference"("residentId");

-- CreateIndex
CREATE INDEX "AbisRequest_referenceId_idx" ON "AbisRequest"("referenceId");

-- CreateIndex
CREATE INDEX "AbisRequest_abis_status_createdAt_idx" ON "AbisRequest"("abis", "status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "GalleryPerson_sequence_key" ON "GalleryPerson"("sequence");

-- CreateIndex
CREATE INDEX "GalleryAnswer_answeredAt_idx" ON "GalleryAnswer"("answeredAt");

-- CreateIndex
CREATE INDEX "CaptureTally_centreCode_day_idx" ON "CaptureTally"("centreCode", "day");

-- CreateIndex
CREATE INDEX "QualityAlarm_centreCode_raisedOn_idx" ON "QualityAlarm"("centreCode", "raisedOn");

-- CreateIndex
CREATE UNIQUE INDEX "QualityAlarm_subjectKind_subjectId_centreCode_kind_raisedOn_key" ON "QualityAlarm"("subjectKind", "subjectId", "centreCode", "kind", "raisedOn");

-- AddForeignKey
ALTER TABLE "DuplicateCase" ADD CONSTRAINT "DuplicateCase_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateCandidate" ADD CONSTRAINT "DuplicateCandidate_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "DuplicateCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateCandidate" ADD CONSTRAINT "DuplicateCandidate_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseJudgement" ADD CONSTRAINT "CaseJudgement_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "DuplicateCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseDocument" ADD CONSTRAINT "CaseDocument_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "DuplicateCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BiometricReference" ADD CONSTRAINT "BiometricReference_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BiometricReference" ADD CONSTRAINT "BiometricReference_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Template" ADD CONSTRAINT "Template_referenceId_fkey" FOREIGN KEY ("referenceId") REFERENCES "BiometricReference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AbisRequest" ADD CONSTRAINT "AbisRequest_referenceId_fkey" FOREIGN KEY ("referenceId") REFERENCES "BiometricReference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A file has one open case at most; what waits is found by its deadline. A verdict given is never changed.
CREATE UNIQUE INDEX "DuplicateCase_one_open" ON "DuplicateCase" ("applicationId") WHERE "status" NOT IN ('CLOSED', 'VOID');
CREATE INDEX "DuplicateCase_waiting" ON "DuplicateCase" ("dueOn", "id") WHERE "status" NOT IN ('CLOSED', 'VOID');
CREATE INDEX "AbisRequest_open" ON "AbisRequest" ("abis", "createdAt") WHERE "status" IN ('QUEUED', 'SENT');
CREATE TRIGGER "CaseJudgement_append_only" BEFORE UPDATE OR DELETE ON "CaseJudgement"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a packet says of its captures beyond their images, when it was sealed, and how often a stage was begun anew.
ALTER TABLE "BiometricSample" ADD COLUMN "bitDepth" INTEGER, ADD COLUMN "template" BYTEA,
  ADD COLUMN "talliedAt" TIMESTAMPTZ(3);
ALTER TABLE "Packet" ADD COLUMN "sealedAt" TIMESTAMPTZ(3);
ALTER TABLE "ApplicationStage" ADD COLUMN "restarts" INTEGER NOT NULL DEFAULT 0;

-- Tries to recognise a holder at the counter; what was found is never changed.
CREATE TABLE "HolderCheck" (
    "id" UUID NOT NULL,
    "cardId" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "taken" INTEGER NOT NULL,
    "fingers" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "HolderCheck_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "HolderCheck_cardId_at_idx" ON "HolderCheck"("cardId", "at");
ALTER TABLE "HolderCheck" ADD CONSTRAINT "HolderCheck_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "HolderCheck_append_only" BEFORE UPDATE OR DELETE ON "HolderCheck"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is to be captured again, when a deadline was told to have passed, and where a person with two numbers went.
ALTER TABLE "CaseJudgement" ADD COLUMN "recapture" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
ALTER TABLE "DuplicateCase" ADD COLUMN "flaggedOn" DATE;
ALTER TABLE "CaseDocument" ADD COLUMN "contentType" TEXT;
ALTER TABLE "Resident" ADD COLUMN "mergedIntoId" UUID;
ALTER TABLE "Resident" ADD CONSTRAINT "Resident_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A file that comes in again with other fingers gets a new reference; the old one is withdrawn and belongs to none.
ALTER TABLE "BiometricReference" ALTER COLUMN "applicationId" DROP NOT NULL;
ALTER TABLE "BiometricReference" DROP CONSTRAINT "BiometricReference_applicationId_fkey";
ALTER TABLE "BiometricReference" ADD CONSTRAINT "BiometricReference_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Records that were merged into somebody's: found by the number that took the place of theirs.
CREATE INDEX "IdentityNumber_successor" ON "IdentityNumber" ("successor") WHERE "successor" IS NOT NULL;
