-- AlterTable
ALTER TABLE "Resident" ADD COLUMN     "otherData" JSONB,
ADD COLUMN     "residenceFile" TEXT;

-- AlterTable
ALTER TABLE "LegacyDocument" ADD COLUMN     "archivePlace" TEXT;

-- AlterTable
ALTER TABLE "Form" ADD COLUMN     "transmissionId" UUID;

-- CreateTable
CREATE TABLE "FormTransmission" (
    "id" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "sentById" UUID NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedById" UUID,
    "acknowledgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FormTransmission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScanningOffice" (
    "unitCode" TEXT NOT NULL,
    "officeCode" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "ScanningOffice_pkey" PRIMARY KEY ("unitCode","validFrom")
);

-- CreateTable
CREATE TABLE "FormScan" (
    "id" UUID NOT NULL,
    "formSerial" TEXT,
    "unitCode" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "registration" JSONB,
    "proposals" JSONB,
    "fault" TEXT,
    "superseded" BOOLEAN NOT NULL DEFAULT false,
    "scannedById" UUID NOT NULL,
    "scannedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FormScan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Upload" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "officerId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArchiveLoan" (
    "id" UUID NOT NULL,
    "formSerial" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "borrowerId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "lentById" UUID NOT NULL,
    "lentAt" TIMESTAMPTZ(3) NOT NULL,
    "dueOn" DATE NOT NULL,
    "returnedToId" UUID,
    "returnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ArchiveLoan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MappingProfile" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unitCode" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MappingProfile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportJob" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "phase" TEXT,
    "fileSha256" TEXT NOT NULL,
    "fileBytes" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'UPLOADED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "survey" JSONB,
    "trial" JSONB,
    "counts" JSONB,
    "doneLine" BIGINT NOT NULL DEFAULT 0,
    "doneBytes" BIGINT NOT NULL DEFAULT 0,
    "errorSha256" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedById" UUID,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportJob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportedRow" (
    "profileName" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "sourceKey" BYTEA NOT NULL,
    "contentHash" BYTEA NOT NULL,
    "residentId" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "missing" TEXT[],

    CONSTRAINT "ImportedRow_pkey" PRIMARY KEY ("unitCode","profileName","sourceKey")
);

-- CreateTable
CREATE TABLE "UnmatchedLegacyCard" (
    "id" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "line" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "issuedOn" DATE,
    "issuedBy" TEXT,
    "archivePlace" TEXT,
    "residentId" UUID,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "UnmatchedLegacyCard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CollectionCampaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "unitCode" TEXT,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CollectionCampaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CampaignTarget" (
    "campaignId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "target" INTEGER NOT NULL,

    CONSTRAINT "CampaignTarget_pkey" PRIMARY KEY ("campaignId","unitCode","formKind")
);

-- CreateTable
CREATE TABLE "CampaignDeadline" (
    "campaignId" UUID NOT NULL,
    "level" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,

    CONSTRAINT "CampaignDeadline_pkey" PRIMARY KEY ("campaignId","level","step")
);

-- CreateTable
CREATE TABLE "FormTally" (
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "FormTally_pkey" PRIMARY KEY ("unitCode","formKind","status")
);

-- CreateTable
CREATE TABLE "ReportedTally" (
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "issued" INTEGER NOT NULL,
    "returned" INTEGER NOT NULL,
    "checked" INTEGER NOT NULL,
    "scanned" INTEGER NOT NULL,
    "loaded" INTEGER NOT NULL,
    "reportedById" UUID NOT NULL,
    "reportedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReportedTally_pkey" PRIMARY KEY ("unitCode","formKind","on")
);

-- CreateTable
CREATE TABLE "DailyReport" (
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "broadcasts" INTEGER NOT NULL DEFAULT 0,
    "meetings" INTEGER NOT NULL DEFAULT 0,
    "peopleReached" INTEGER NOT NULL DEFAULT 0,
    "submittedById" UUID NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DailyReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Obstacle" (
    "id" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "ownerUnitCode" TEXT NOT NULL,
    "answer" TEXT,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Obstacle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CollectorAssignment" (
    "id" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "hamlet" TEXT NOT NULL,
    "team" TEXT,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "CollectorAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Hamlet" (
    "unitCode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "households" INTEGER NOT NULL,

    CONSTRAINT "Hamlet_pkey" PRIMARY KEY ("unitCode","name")
);

-- CreateTable
CREATE TABLE "ConflictCase" (
    "id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "residentId" UUID,
    "formSerial" TEXT,
    "importJobId" UUID,
    "kinds" TEXT[],
    "openedById" UUID,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueOn" DATE,
    "proposal" JSONB,
    "documentKind" TEXT,
    "documentNumber" TEXT,
    "documentSha256" TEXT,
    "makerId" UUID,
    "checkerId" UUID,
    "changeId" UUID,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ConflictCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConflictValue" (
    "caseId" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "value" TEXT,
    "unknown" BOOLEAN NOT NULL DEFAULT false,
    "recordedById" UUID,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConflictValue_pkey" PRIMARY KEY ("caseId","field","source")
);

-- CreateTable
CREATE TABLE "ResidenceInquiry" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'SENT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "fromUnitCode" TEXT NOT NULL,
    "toUnitCode" TEXT NOT NULL,
    "residentId" UUID NOT NULL,
    "formSerial" TEXT,
    "fields" TEXT[],
    "question" TEXT NOT NULL,
    "sentById" UUID NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "dueOn" DATE NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),
    "answer" JSONB,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(3),
    "appliedById" UUID,
    "conflictId" UUID,

    CONSTRAINT "ResidenceInquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AbsenceVisit" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "assignmentId" UUID,
    "residentId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "visitedAt" TIMESTAMPTZ(3) NOT NULL,
    "visitedById" UUID NOT NULL,
    "nextAttemptOn" DATE,
    "nextAttemptPart" TEXT,
    "note" TEXT,
    "syncedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AbsenceVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitAssignment" (
    "id" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "hamlet" TEXT,
    "officerId" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "formSerial" TEXT,
    "dueOn" DATE,
    "assignedById" UUID NOT NULL,
    "assignedAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "VisitAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MovementEvent" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "version" INTEGER NOT NULL DEFAULT 0,
    "reporterKind" TEXT NOT NULL,
    "reporter" TEXT NOT NULL,
    "importJobId" UUID,
    "unitCode" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "number" TEXT,
    "name" TEXT NOT NULL,
    "birthDate" TEXT,
    "addressText" TEXT NOT NULL,
    "residentId" UUID,
    "reviewedById" UUID,
    "reviewedAt" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "MovementEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewPlan" (
    "id" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PLANNED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "confidence" DOUBLE PRECISION NOT NULL,
    "margin" DOUBLE PRECISION NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "recheckShare" DOUBLE PRECISION NOT NULL,
    "seed" TEXT NOT NULL,
    "population" INTEGER NOT NULL,
    "sampleSize" INTEGER NOT NULL,
    "teamName" TEXT NOT NULL,
    "scheduledFrom" DATE NOT NULL,
    "scheduledTo" DATE NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "result" JSONB,

    CONSTRAINT "ReviewPlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewTeamMember" (
    "planId" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "round" INTEGER NOT NULL,

    CONSTRAINT "ReviewTeamMember_pkey" PRIMARY KEY ("planId","officerId")
);

-- CreateTable
CREATE TABLE "ReviewStratum" (
    "planId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "population" INTEGER NOT NULL,
    "sampleSize" INTEGER NOT NULL,

    CONSTRAINT "ReviewStratum_pkey" PRIMARY KEY ("planId","unitCode")
);

-- CreateTable
CREATE TABLE "ReviewSample" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "formSerial" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "collectorId" UUID,
    "place" INTEGER NOT NULL,
    "recheck" BOOLEAN NOT NULL DEFAULT false,
    "checkedById" UUID,
    "checkedAt" TIMESTAMPTZ(3),
    "recheckedById" UUID,
    "recheckedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewSample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewFinding" (
    "sampleId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "found" TEXT,
    "officerId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewFinding_pkey" PRIMARY KEY ("sampleId","round","field")
);

-- CreateTable
CREATE TABLE "AcceptanceDecision" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "decidedById" UUID NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AcceptanceDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RelyingParty" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "grants" JSONB NOT NULL,
    "perMinute" INTEGER NOT NULL,
    "perDay" INTEGER NOT NULL,
    "publicKey" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "agreement" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RelyingParty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgencyQuery" (
    "id" UUID NOT NULL,
    "relyingPartyId" UUID NOT NULL,
    "requestId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "reference" TEXT,
    "fields" TEXT[],
    "residentId" UUID,
    "outcome" TEXT NOT NULL,
    "refusal" TEXT,
    "answerSha256" TEXT,
    "signature" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgencyQuery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FormTransmission_unitCode_sentAt_idx" ON "FormTransmission"("unitCode", "sentAt");

-- CreateIndex
CREATE INDEX "FormScan_formSerial_idx" ON "FormScan"("formSerial");

-- CreateIndex
CREATE UNIQUE INDEX "FormScan_unitCode_sha256_key" ON "FormScan"("unitCode", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Upload_officerId_purpose_sha256_key" ON "Upload"("officerId", "purpose", "sha256");

-- CreateIndex
CREATE INDEX "ArchiveLoan_formSerial_idx" ON "ArchiveLoan"("formSerial");

-- CreateIndex
CREATE INDEX "ArchiveLoan_unitCode_dueOn_idx" ON "ArchiveLoan"("unitCode", "dueOn");

-- CreateIndex
CREATE UNIQUE INDEX "MappingProfile_unitCode_name_version_key" ON "MappingProfile"("unitCode", "name", "version");

-- CreateIndex
CREATE INDEX "ImportJob_unitCode_createdAt_idx" ON "ImportJob"("unitCode", "createdAt");

-- CreateIndex
CREATE INDEX "ImportedRow_residentId_idx" ON "ImportedRow"("residentId");

-- CreateIndex
CREATE INDEX "UnmatchedLegacyCard_unitCode_settledAt_idx" ON "UnmatchedLegacyCard"("unitCode", "settledAt");

-- CreateIndex
CREATE UNIQUE INDEX "UnmatchedLegacyCard_kind_number_key" ON "UnmatchedLegacyCard"("kind", "number");

-- CreateIndex
CREATE UNIQUE INDEX "DailyReport_campaignId_unitCode_on_key" ON "DailyReport"("campaignId", "unitCode", "on");

-- CreateIndex
CREATE INDEX "Obstacle_ownerUnitCode_answeredAt_idx" ON "Obstacle"("ownerUnitCode", "answeredAt");

-- CreateIndex
CREATE INDEX "CollectorAssignment_unitCode_hamlet_idx" ON "CollectorAssignment"("unitCode", "hamlet");

-- CreateIndex
CREATE INDEX "CollectorAssignment_officerId_idx" ON "CollectorAssignment"("officerId");

-- CreateIndex
CREATE INDEX "ConflictCase_unitCode_status_id_idx" ON "ConflictCase"("unitCode", "status", "id");

-- CreateIndex
CREATE INDEX "ConflictCase_residentId_idx" ON "ConflictCase"("residentId");

-- CreateIndex
CREATE INDEX "ConflictCase_formSerial_idx" ON "ConflictCase"("formSerial");

-- CreateIndex
CREATE INDEX "ResidenceInquiry_toUnitCode_status_dueOn_idx" ON "ResidenceInquiry"("toUnitCode", "status", "dueOn");

-- CreateIndex
CREATE INDEX "ResidenceInquiry_fromUnitCode_status_idx" ON "ResidenceInquiry"("fromUnitCode", "status");

-- CreateIndex
CREATE INDEX "ResidenceInquiry_residentId_idx" ON "ResidenceInquiry"("residentId");

-- CreateIndex
CREATE UNIQUE INDEX "AbsenceVisit_clientId_key" ON "AbsenceVisit"("clientId");

-- CreateIndex
CREATE INDEX "AbsenceVisit_residentId_visitedAt_idx" ON "AbsenceVisit"("residentId", "visitedAt");

-- CreateIndex
CREATE INDEX "AbsenceVisit_unitCode_nextAttemptOn_idx" ON "AbsenceVisit"("unitCode", "nextAttemptOn");

-- CreateIndex
CREATE INDEX "VisitAssignment_officerId_doneAt_idx" ON "VisitAssignment"("officerId", "doneAt");

-- CreateIndex
CREATE INDEX "VisitAssignment_unitCode_doneAt_idx" ON "VisitAssignment"("unitCode", "doneAt");

-- CreateIndex
CREATE INDEX "MovementEvent_unitCode_status_id_idx" ON "MovementEvent"("unitCode", "status", "id");

-- CreateIndex
CREATE INDEX "MovementEvent_residentId_idx" ON "MovementEvent"("residentId");

-- CreateIndex
CREATE UNIQUE INDEX "MovementEvent_reporter_kind_on_number_name_key" ON "MovementEvent"("reporter", "kind", "on", "number", "name");

-- CreateIndex
CREATE INDEX "ReviewPlan_unitCode_status_idx" ON "ReviewPlan"("unitCode", "status");

-- CreateIndex
CREATE INDEX "ReviewSample_planId_place_idx" ON "ReviewSample"("planId", "place");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewSample_planId_formSerial_key" ON "ReviewSample"("planId", "formSerial");

-- CreateIndex
CREATE INDEX "AcceptanceDecision_unitCode_formKind_idx" ON "AcceptanceDecision"("unitCode", "formKind");

-- CreateIndex
CREATE UNIQUE INDEX "AcceptanceDecision_planId_key" ON "AcceptanceDecision"("planId");

-- CreateIndex
CREATE UNIQUE INDEX "RelyingParty_code_key" ON "RelyingParty"("code");

-- CreateIndex
CREATE INDEX "AgencyQuery_residentId_at_idx" ON "AgencyQuery"("residentId", "at");

-- CreateIndex
CREATE INDEX "AgencyQuery_relyingPartyId_at_idx" ON "AgencyQuery"("relyingPartyId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AgencyQuery_relyingPartyId_requestId_key" ON "AgencyQuery"("relyingPartyId", "requestId");

-- AddForeignKey
ALTER TABLE "Form" ADD CONSTRAINT "Form_transmissionId_fkey" FOREIGN KEY ("transmissionId") REFERENCES "FormTransmission"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormScan" ADD CONSTRAINT "FormScan_formSerial_fkey" FOREIGN KEY ("formSerial") REFERENCES "Form"("serial") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchiveLoan" ADD CONSTRAINT "ArchiveLoan_formSerial_fkey" FOREIGN KEY ("formSerial") REFERENCES "Form"("serial") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportJob" ADD CONSTRAINT "ImportJob_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "MappingProfile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CampaignTarget" ADD CONSTRAINT "CampaignTarget_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "CollectionCampaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CampaignDeadline" ADD CONSTRAINT "CampaignDeadline_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "CollectionCampaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DailyReport" ADD CONSTRAINT "DailyReport_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "CollectionCampaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obstacle" ADD CONSTRAINT "Obstacle_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "DailyReport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConflictCase" ADD CONSTRAINT "ConflictCase_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConflictCase" ADD CONSTRAINT "ConflictCase_formSerial_fkey" FOREIGN KEY ("formSerial") REFERENCES "Form"("serial") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConflictValue" ADD CONSTRAINT "ConflictValue_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "ConflictCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResidenceInquiry" ADD CONSTRAINT "ResidenceInquiry_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AbsenceVisit" ADD CONSTRAINT "AbsenceVisit_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MovementEvent" ADD CONSTRAINT "MovementEvent_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewTeamMember" ADD CONSTRAINT "ReviewTeamMember_planId_fkey" FOREIGN KEY ("planId") REFERENCES "ReviewPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewStratum" ADD CONSTRAINT "ReviewStratum_planId_fkey" FOREIGN KEY ("planId") REFERENCES "ReviewPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewSample" ADD CONSTRAINT "ReviewSample_planId_fkey" FOREIGN KEY ("planId") REFERENCES "ReviewPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewFinding" ADD CONSTRAINT "ReviewFinding_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "ReviewSample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AcceptanceDecision" ADD CONSTRAINT "AcceptanceDecision_planId_fkey" FOREIGN KEY ("planId") REFERENCES "ReviewPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgencyQuery" ADD CONSTRAINT "AgencyQuery_relyingPartyId_fkey" FOREIGN KEY ("relyingPartyId") REFERENCES "RelyingParty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
