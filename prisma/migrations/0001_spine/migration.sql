-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Officer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "username" TEXT,
    "displayUsername" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Officer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OfficerSession" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "officerId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OfficerSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OfficerCredential" (
    "id" UUID NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "officerId" UUID NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OfficerCredential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OfficerVerification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OfficerVerification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Machine" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'REQUESTED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "centreCode" TEXT NOT NULL,
    "number" INTEGER,
    "certificateRequest" BYTEA NOT NULL,
    "keyFingerprint" TEXT NOT NULL,
    "certificate" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Machine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsedAssertion" (
    "jti" TEXT NOT NULL,
    "machineId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsedAssertion_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "Transition" (
    "record" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "fromState" TEXT NOT NULL,
    "toState" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "reason" TEXT,

    CONSTRAINT "Transition_pkey" PRIMARY KEY ("record","recordId","version")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "partition" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "previous" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("partition","seq")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "partition" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("partition")
);

-- CreateTable
CREATE TABLE "BiometricSample" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "impression" INTEGER NOT NULL,
    "sha256" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "dpi" INTEGER,
    "device" TEXT,
    "exception" TEXT,
    "permanent" BOOLEAN,

    CONSTRAINT "BiometricSample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Centre" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "pickup" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Centre_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Application" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT,
    "reason" TEXT,
    "channel" TEXT,
    "status" TEXT NOT NULL DEFAULT 'RECEIVED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "stepDates" JSONB NOT NULL DEFAULT '{}',
    "reasonCodes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "producesCard" BOOLEAN NOT NULL DEFAULT true,
    "centreCode" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "machineId" UUID NOT NULL,
    "operatorId" UUID,
    "supervisorId" UUID,
    "approverId" UUID,
    "residentId" UUID,
    "number" TEXT,
    "registryVersion" INTEGER,
    "birthDate" TEXT,
    "person" JSONB,
    "representativeNumber" TEXT,
    "portraitSha256" TEXT,
    "packetSha256" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "deadlineOn" DATE,
    "promisedOn" DATE,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationStage" (
    "applicationId" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "version" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "availableAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "errorCode" TEXT,

    CONSTRAINT "ApplicationStage_pkey" PRIMARY KEY ("applicationId","stage")
);

-- CreateTable
CREATE TABLE "StageControl" (
    "stage" TEXT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "actorId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StageControl_pkey" PRIMARY KEY ("stage")
);

-- CreateTable
CREATE TABLE "Packet" (
    "sha256" TEXT NOT NULL,
    "applicationCode" TEXT NOT NULL,
    "centreCode" TEXT NOT NULL,
    "machineId" UUID NOT NULL,
    "bytes" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'STORED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "refusalCode" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Packet_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "Card" (
    "id" UUID NOT NULL,
    "serial" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'MADE',
    "version" INTEGER NOT NULL DEFAULT 0,
    "applicationId" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "printJobId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "issuedOn" DATE NOT NULL,
    "expiresOn" DATE,
    "unitCode" TEXT NOT NULL,
    "replacesId" UUID,

    CONSTRAINT "Card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandOver" (
    "cardId" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "collector" TEXT NOT NULL,

    CONSTRAINT "HandOver_pkey" PRIMARY KEY ("cardId")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "serial" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "keyId" TEXT,
    "subjectKeyId" TEXT NOT NULL,
    "pem" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "notAfter" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "StockLot" (
    "id" UUID NOT NULL,
    "firstSerial" TEXT NOT NULL,
    "lastSerial" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StockLot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BlankCard" (
    "serial" TEXT NOT NULL,
    "lotId" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'IN_STORE',
    "version" INTEGER NOT NULL DEFAULT 0,
    "stationId" UUID,

    CONSTRAINT "BlankCard_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "PrintJob" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PLANNED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "template" TEXT NOT NULL,
    "face" JSONB NOT NULL,
    "portraitSha256" TEXT,
    "unitCode" TEXT NOT NULL,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "lease" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),
    "stationId" UUID,
    "blankSerial" TEXT,
    "renderSha256" TEXT,
    "failureCode" TEXT,

    CONSTRAINT "PrintJob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AdministrativeUnit" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "parentCode" TEXT,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "border" BOOLEAN NOT NULL DEFAULT false,
    "island" BOOLEAN NOT NULL DEFAULT false,
    "mountain" BOOLEAN NOT NULL DEFAULT false,
    "hardship" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "AdministrativeUnit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnitSuccession" (
    "fromCode" TEXT NOT NULL,
    "toCode" TEXT NOT NULL,
    "on" DATE NOT NULL,

    CONSTRAINT "UnitSuccession_pkey" PRIMARY KEY ("fromCode","toCode","on")
);

-- CreateTable
CREATE TABLE "Resident" (
    "id" UUID NOT NULL,
    "number" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "provisionalReference" TEXT,
    "name" TEXT NOT NULL,
    "otherName" TEXT,
    "birthDate" TEXT NOT NULL,
    "birthYear" INTEGER NOT NULL,
    "sex" TEXT NOT NULL,
    "nationality" TEXT NOT NULL DEFAULT 'Việt Nam',
    "ethnicity" TEXT NOT NULL,
    "religion" TEXT,
    "bloodType" TEXT,
    "maritalStatus" TEXT,
    "birthPlace" TEXT,
    "birthRegistrationPlace" TEXT,
    "birthProvince" TEXT,
    "placeOfOrigin" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "deathOn" TEXT,
    "nameSearchKey" TEXT NOT NULL,
    "nameMatchingKey" TEXT NOT NULL,
    "nameTokenSetKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Resident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityNumber" (
    "number" TEXT NOT NULL,
    "residentId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "allottedOn" DATE NOT NULL,
    "cancelledOn" DATE,
    "successor" TEXT,
    "reason" TEXT,

    CONSTRAINT "IdentityNumber_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "LegacyDocument" (
    "id" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issuedOn" DATE,
    "issuedBy" TEXT,
    "expiresOn" DATE,

    CONSTRAINT "LegacyDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Address" (
    "id" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "Address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Relationship" (
    "id" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "relatedId" UUID,
    "name" TEXT NOT NULL,
    "number" TEXT,

    CONSTRAINT "Relationship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Household" (
    "id" UUID NOT NULL,
    "headId" UUID NOT NULL,
    "unitId" INTEGER NOT NULL,
    "addressText" TEXT NOT NULL,

    CONSTRAINT "Household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HouseholdMember" (
    "householdId" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "relation" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "HouseholdMember_pkey" PRIMARY KEY ("householdId","residentId","validFrom")
);

-- CreateTable
CREATE TABLE "RegistryCall" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "operation" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "actorId" UUID NOT NULL,
    "attempts" INTEGER NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "evidenceSha256" TEXT NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "RegistryCall_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Officer_email_key" ON "Officer"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Officer_username_key" ON "Officer"("username");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_officerId_role_unitCode_validFrom_key" ON "Assignment"("officerId", "role", "unitCode", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "OfficerSession_token_key" ON "OfficerSession"("token");

-- CreateIndex
CREATE INDEX "OfficerSession_officerId_idx" ON "OfficerSession"("officerId");

-- CreateIndex
CREATE INDEX "OfficerCredential_officerId_idx" ON "OfficerCredential"("officerId");

-- CreateIndex
CREATE INDEX "OfficerVerification_identifier_idx" ON "OfficerVerification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "Machine_keyFingerprint_key" ON "Machine"("keyFingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "Machine_centreCode_kind_number_key" ON "Machine"("centreCode", "kind", "number");

-- CreateIndex
CREATE INDEX "UsedAssertion_expiresAt_idx" ON "UsedAssertion"("expiresAt");

-- CreateIndex
CREATE INDEX "AuditEntry_subjectKind_subjectId_idx" ON "AuditEntry"("subjectKind", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_at_idx" ON "AuditEntry"("actorId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "BiometricSample_applicationId_kind_position_impression_key" ON "BiometricSample"("applicationId", "kind", "position", "impression");

-- CreateIndex
CREATE UNIQUE INDEX "Application_code_key" ON "Application"("code");

-- CreateIndex
CREATE INDEX "Application_residentId_idx" ON "Application"("residentId");

-- CreateIndex
CREATE INDEX "Packet_applicationCode_idx" ON "Packet"("applicationCode");

-- CreateIndex
CREATE UNIQUE INDEX "Card_serial_key" ON "Card"("serial");

-- CreateIndex
CREATE UNIQUE INDEX "Card_printJobId_key" ON "Card"("printJobId");

-- CreateIndex
CREATE INDEX "Card_applicationId_idx" ON "Card"("applicationId");

-- CreateIndex
CREATE INDEX "Card_residentId_idx" ON "Card"("residentId");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_fingerprint_key" ON "Certificate"("fingerprint");

-- CreateIndex
CREATE INDEX "Certificate_profile_subjectId_idx" ON "Certificate"("profile", "subjectId");

-- CreateIndex
CREATE INDEX "Certificate_subjectKeyId_idx" ON "Certificate"("subjectKeyId");

-- CreateIndex
CREATE UNIQUE INDEX "StockLot_firstSerial_key" ON "StockLot"("firstSerial");

-- CreateIndex
CREATE INDEX "PrintJob_applicationId_idx" ON "PrintJob"("applicationId");

-- CreateIndex
CREATE INDEX "AdministrativeUnit_parentCode_idx" ON "AdministrativeUnit"("parentCode");

-- CreateIndex
CREATE UNIQUE INDEX "AdministrativeUnit_code_validFrom_key" ON "AdministrativeUnit"("code", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Resident_number_key" ON "Resident"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Resident_provisionalReference_key" ON "Resident"("provisionalReference");

-- CreateIndex
CREATE INDEX "Resident_nameSearchKey_birthYear_idx" ON "Resident"("nameSearchKey", "birthYear");

-- CreateIndex
CREATE INDEX "Resident_nameMatchingKey_birthDate_idx" ON "Resident"("nameMatchingKey", "birthDate");

-- CreateIndex
CREATE INDEX "IdentityNumber_residentId_idx" ON "IdentityNumber"("residentId");

-- CreateIndex
CREATE INDEX "LegacyDocument_residentId_idx" ON "LegacyDocument"("residentId");

-- CreateIndex
CREATE INDEX "LegacyDocument_number_idx" ON "LegacyDocument"("number");

-- CreateIndex
CREATE UNIQUE INDEX "LegacyDocument_kind_number_key" ON "LegacyDocument"("kind", "number");

-- CreateIndex
CREATE INDEX "Address_residentId_idx" ON "Address"("residentId");

-- CreateIndex
CREATE INDEX "Address_unitId_idx" ON "Address"("unitId");

-- CreateIndex
CREATE INDEX "Relationship_relatedId_idx" ON "Relationship"("relatedId");

-- CreateIndex
CREATE UNIQUE INDEX "Relationship_residentId_kind_name_key" ON "Relationship"("residentId", "kind", "name");

-- CreateIndex
CREATE INDEX "Household_headId_idx" ON "Household"("headId");

-- CreateIndex
CREATE INDEX "HouseholdMember_residentId_idx" ON "HouseholdMember"("residentId");

-- CreateIndex
CREATE INDEX "RegistryCall_at_idx" ON "RegistryCall"("at");

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfficerSession" ADD CONSTRAINT "OfficerSession_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfficerCredential" ADD CONSTRAINT "OfficerCredential_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Machine" ADD CONSTRAINT "Machine_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BiometricSample" ADD CONSTRAINT "BiometricSample_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationStage" ADD CONSTRAINT "ApplicationStage_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Card" ADD CONSTRAINT "Card_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Card" ADD CONSTRAINT "Card_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Card" ADD CONSTRAINT "Card_printJobId_fkey" FOREIGN KEY ("printJobId") REFERENCES "PrintJob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Card" ADD CONSTRAINT "Card_serial_fkey" FOREIGN KEY ("serial") REFERENCES "BlankCard"("serial") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Card" ADD CONSTRAINT "Card_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "Card"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlankCard" ADD CONSTRAINT "BlankCard_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "StockLot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlankCard" ADD CONSTRAINT "BlankCard_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "Machine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrintJob" ADD CONSTRAINT "PrintJob_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrintJob" ADD CONSTRAINT "PrintJob_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "Machine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityNumber" ADD CONSTRAINT "IdentityNumber_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LegacyDocument" ADD CONSTRAINT "LegacyDocument_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Address" ADD CONSTRAINT "Address_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Address" ADD CONSTRAINT "Address_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "AdministrativeUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Relationship" ADD CONSTRAINT "Relationship_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Relationship" ADD CONSTRAINT "Relationship_relatedId_fkey" FOREIGN KEY ("relatedId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Household" ADD CONSTRAINT "Household_headId_fkey" FOREIGN KEY ("headId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Household" ADD CONSTRAINT "Household_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "AdministrativeUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HouseholdMember" ADD CONSTRAINT "HouseholdMember_householdId_fkey" FOREIGN KEY ("householdId") REFERENCES "Household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HouseholdMember" ADD CONSTRAINT "HouseholdMember_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say: invariants that the database itself holds (docs/architecture.md).

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- One number in force per resident; one open card-producing file; one ACTIVE card.
CREATE UNIQUE INDEX "IdentityNumber_one_active" ON "IdentityNumber" ("residentId") WHERE "status" = 'ACTIVE';
CREATE UNIQUE INDEX "Application_one_open" ON "Application" ("residentId")
  WHERE "producesCard" AND "status" NOT IN ('ISSUED', 'COMPLETED', 'REFUSED', 'WITHDRAWN', 'LAPSED', 'CLOSED');
CREATE UNIQUE INDEX "Card_one_active" ON "Card" ("residentId") WHERE "status" = 'ACTIVE';

-- Addresses of one kind do not overlap.
ALTER TABLE "Address" ADD CONSTRAINT "Address_no_overlap"
  EXCLUDE USING gist ("residentId" WITH =, "kind" WITH =, daterange("validFrom", "validTo") WITH &&);

-- Worklists and queues are queries on the row itself, each on its own partial index.
CREATE INDEX "Application_awaiting_approval" ON "Application" ("id") WHERE "status" = 'AWAITING_APPROVAL';
CREATE INDEX "Application_returned" ON "Application" ("id") WHERE "status" = 'RETURNED';
CREATE INDEX "Application_adjudication" ON "Application" ("id") WHERE "status" = 'ADJUDICATION';
CREATE INDEX "Application_ready" ON "Application" ("id") WHERE "status" = 'READY';
CREATE INDEX "ApplicationStage_pending" ON "ApplicationStage" ("stage", "availableAt") WHERE "status" = 'PENDING';
CREATE INDEX "ApplicationStage_running" ON "ApplicationStage" ("stage", "startedAt") WHERE "status" = 'RUNNING';
CREATE INDEX "PrintJob_planned" ON "PrintJob" ("priority" DESC, "plannedAt", "id") WHERE "status" = 'PLANNED';
CREATE INDEX "PrintJob_leased" ON "PrintJob" ("leaseUntil")
  WHERE "status" IN ('CLAIMED', 'CARD_FED', 'CHIP_WRITTEN', 'PRINTED', 'VERIFIED');
CREATE INDEX "PrintJob_stacked" ON "PrintJob" ("id") WHERE "status" = 'STACKED';
CREATE INDEX "PrintJob_passed" ON "PrintJob" ("id") WHERE "status" = 'PASSED';
CREATE INDEX "PrintJob_unknown" ON "PrintJob" ("id") WHERE "status" = 'OUTCOME_UNKNOWN';
-- No two running jobs hold one blank.
CREATE UNIQUE INDEX "PrintJob_holding_blank" ON "PrintJob" ("blankSerial")
  WHERE "status" IN ('CLAIMED', 'CARD_FED', 'CHIP_WRITTEN', 'PRINTED', 'OUTCOME_UNKNOWN');
CREATE INDEX "BlankCard_at_station" ON "BlankCard" ("stationId", "serial") WHERE "status" = 'AT_STATION';
CREATE INDEX "BlankCard_in_store" ON "BlankCard" ("serial") WHERE "status" = 'IN_STORE';
CREATE INDEX "Card_made" ON "Card" ("id") WHERE "status" = 'MADE';
CREATE INDEX "Card_dispatched" ON "Card" ("id") WHERE "status" = 'DISPATCHED';
CREATE INDEX "Card_at_unit" ON "Card" ("number") WHERE "status" = 'AT_UNIT';

-- History and audit are written once.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "AuditEntry_no_truncate" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "Transition_append_only" BEFORE UPDATE OR DELETE ON "Transition"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "Transition_no_truncate" BEFORE TRUNCATE ON "Transition"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Each audit chain begins from 32 zero bytes.
INSERT INTO "AuditHead" ("partition", "seq", "hash")
  SELECT partition, 0, decode(repeat('00', 32), 'hex') FROM generate_series(0, 15) AS partition;
