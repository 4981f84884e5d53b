-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "biometricsFromId" UUID,
ADD COLUMN     "fault" TEXT,
ADD COLUMN     "readyOn" DATE,
ADD COLUMN     "request" JSONB,
ADD COLUMN     "result" JSONB,
ADD COLUMN     "stoppedDays" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stoppedSince" DATE,
ALTER COLUMN "machineId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "OtpChallenge" (
    "id" UUID NOT NULL,
    "residentId" UUID,
    "codeSha256" TEXT,
    "channel" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OtpChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CitizenSession" (
    "id" UUID NOT NULL,
    "tokenSha256" TEXT NOT NULL,
    "residentId" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CitizenSession_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "OtpChallenge_expiresAt_idx" ON "OtpChallenge"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "CitizenSession_tokenSha256_key" ON "CitizenSession"("tokenSha256");

-- CreateIndex
CREATE INDEX "CitizenSession_residentId_idx" ON "CitizenSession"("residentId");

-- CreateIndex
CREATE INDEX "CitizenSession_expiresAt_idx" ON "CitizenSession"("expiresAt");

-- What a citizen was promised, and why it moved.
ALTER TABLE "Application" ADD COLUMN "promiseCause" TEXT;

CREATE TABLE "PromiseChange" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" DATE,
    "after" DATE,
    "cause" TEXT,

    CONSTRAINT "PromiseChange_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "PromiseChange_applicationId_at_idx" ON "PromiseChange"("applicationId", "at");
ALTER TABLE "PromiseChange" ADD CONSTRAINT "PromiseChange_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How long files took lately is read from those whose cards arrived last.
CREATE INDEX "Application_readyOn_idx" ON "Application"("readyOn") WHERE "readyOn" IS NOT NULL;

-- Appointments: purposes, places, groups, closures

-- DropIndex
DROP INDEX "Appointment_applicationId_key";

-- DropIndex
DROP INDEX "Appointment_centreCode_at_idx";

-- AlterTable
ALTER TABLE "Appointment" ADD COLUMN     "fileId" UUID,
ADD COLUMN     "groupId" UUID,
ADD COLUMN     "place" INTEGER,
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT 'APPLICATION';

-- CreateTable
CREATE TABLE "BookingGroup" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "madeBy" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BookingGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CentreClosure" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "madeBy" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "liftedBy" UUID,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CentreClosure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "BookingGroup_centreCode_madeAt_idx" ON "BookingGroup"("centreCode", "madeAt");

-- CreateIndex
CREATE INDEX "CentreClosure_centreCode_until_idx" ON "CentreClosure"("centreCode", "until");

-- CreateIndex
CREATE INDEX "Appointment_groupId_idx" ON "Appointment"("groupId");

-- CreateIndex
CREATE INDEX "Appointment_fileId_idx" ON "Appointment"("fileId");

-- CreateIndex
CREATE INDEX "Appointment_applicationId_idx" ON "Appointment"("applicationId");

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "BookingGroup"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BookingGroup" ADD CONSTRAINT "BookingGroup_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CentreClosure" ADD CONSTRAINT "CentreClosure_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of several open bookings under one number one stays: who is here already, else the one made last.
WITH open AS (
  SELECT "id", "status", row_number() OVER (PARTITION BY "number" ORDER BY "status" = 'CHECKED_IN' DESC, "id" DESC) AS nth
  FROM "Appointment" WHERE "number" IS NOT NULL AND "status" IN ('BOOKED', 'CHECKED_IN')
), extra AS (
  UPDATE "Appointment" a SET "status" = 'CANCELLED', "version" = a."version" + 1
  FROM open WHERE a."id" = open."id" AND open.nth > 1
  RETURNING a."id", a."version", open."status" AS "was"
)
INSERT INTO "Transition" ("record", "recordId", "version", "event", "fromState", "toState", "at", "actorKind", "actorId", "reason")
SELECT 'appointment', "id"::text, "version", 'cancel', "was", 'CANCELLED', now(), 'system', NULL, 'BOOKED_TWICE' FROM extra;

-- What was booked before keeps its place.
UPDATE "Appointment" a SET "place" = n."place" FROM (
  SELECT "id", row_number() OVER (PARTITION BY "centreCode", "at" ORDER BY "id") AS "place"
  FROM "Appointment" WHERE "status" IN ('BOOKED', 'CHECKED_IN', 'CONSUMED')
) n WHERE a."id" = n."id";

-- CreateIndex
CREATE UNIQUE INDEX "Appointment_centreCode_at_place_key" ON "Appointment"("centreCode", "at", "place");

-- Only who is expected, is here or was here takes a place.
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_place_check"
  CHECK ("place" IS NULL OR ("place" > 0 AND "status" IN ('BOOKED', 'CHECKED_IN', 'CONSUMED')));

ALTER TABLE "CentreClosure" ADD CONSTRAINT "CentreClosure_period_check" CHECK ("from" < "until");

-- One open booking of a person, a number or a file for each purpose.
CREATE UNIQUE INDEX "Appointment_resident_open" ON "Appointment"("residentId", "purpose")
  WHERE "residentId" IS NOT NULL AND "status" IN ('BOOKED', 'CHECKED_IN');
CREATE UNIQUE INDEX "Appointment_number_open" ON "Appointment"("number", "purpose")
  WHERE "number" IS NOT NULL AND "status" IN ('BOOKED', 'CHECKED_IN');
CREATE UNIQUE INDEX "Appointment_file_open" ON "Appointment"("fileId", "purpose")
  WHERE "fileId" IS NOT NULL AND "status" IN ('BOOKED', 'CHECKED_IN');

-- AlterTable
ALTER TABLE "OtpChallenge" ADD COLUMN     "personKey" TEXT NOT NULL,
ADD COLUMN     "networkKey" TEXT NOT NULL;

-- CreateIndex
CREATE INDEX "OtpChallenge_personKey_createdAt_idx" ON "OtpChallenge"("personKey", "createdAt");

-- CreateIndex
CREATE INDEX "OtpChallenge_networkKey_createdAt_idx" ON "OtpChallenge"("networkKey", "createdAt");

-- CreateTable
CREATE TABLE "PreRegistration" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "residentId" UUID NOT NULL,
    "filedById" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "declared" JSONB NOT NULL DEFAULT '{}',
    "phone" TEXT,
    "email" TEXT,
    "delivery" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3),
    "expiresOn" DATE NOT NULL,
    "applicationId" UUID,

    CONSTRAINT "PreRegistration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UploadedPaper" (
    "id" UUID NOT NULL,
    "uploadedById" UUID NOT NULL,
    "preRegistrationId" UUID,
    "applicationId" UUID,
    "type" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UploadedPaper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grievance" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "residentId" UUID NOT NULL,
    "filedById" UUID NOT NULL,
    "applicationId" UUID,
    "unitCode" TEXT NOT NULL,
    "ownerId" UUID,
    "instance" INTEGER NOT NULL DEFAULT 1,
    "filedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueOn" DATE NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),
    "answeredById" UUID,

    CONSTRAINT "Grievance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GrievanceEntry" (
    "id" UUID NOT NULL,
    "grievanceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "finding" TEXT,
    "text" TEXT NOT NULL,
    "officerId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GrievanceEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PreRegistration_applicationId_key" ON "PreRegistration"("applicationId");

-- CreateIndex
CREATE INDEX "PreRegistration_residentId_idx" ON "PreRegistration"("residentId");

-- One that is still to be used, of a person.
CREATE UNIQUE INDEX "PreRegistration_one_open" ON "PreRegistration"("residentId") WHERE "status" IN ('DRAFT', 'SUBMITTED');

-- CreateIndex
CREATE INDEX "PreRegistration_expiresOn_idx" ON "PreRegistration"("expiresOn");

-- CreateIndex
CREATE INDEX "UploadedPaper_preRegistrationId_idx" ON "UploadedPaper"("preRegistrationId");

-- CreateIndex
CREATE INDEX "UploadedPaper_applicationId_idx" ON "UploadedPaper"("applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "Grievance_number_key" ON "Grievance"("number");

-- CreateIndex
CREATE INDEX "Grievance_residentId_idx" ON "Grievance"("residentId");

-- CreateIndex
CREATE INDEX "Grievance_dueOn_idx" ON "Grievance"("dueOn");

-- The worklist: open ones of a unit by their day.
CREATE INDEX "Grievance_worklist" ON "Grievance"("unitCode", "dueOn", "id") WHERE "status" IN ('OPEN', 'ASSIGNED', 'ESCALATED');

-- CreateIndex
CREATE INDEX "GrievanceEntry_grievanceId_idx" ON "GrievanceEntry"("grievanceId");

-- AddForeignKey
ALTER TABLE "UploadedPaper" ADD CONSTRAINT "UploadedPaper_preRegistrationId_fkey" FOREIGN KEY ("preRegistrationId") REFERENCES "PreRegistration"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GrievanceEntry" ADD CONSTRAINT "GrievanceEntry_grievanceId_fkey" FOREIGN KEY ("grievanceId") REFERENCES "Grievance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A chip's number that is made of the serial's end may be that of two blanks.
DROP INDEX "HotListEntry_chipSerial_key";
CREATE INDEX "HotListEntry_chipSerial_idx" ON "HotListEntry"("chipSerial");

-- A seal is put on once.
CREATE TABLE "ParcelSeal" (
    "number" TEXT NOT NULL,
    "parcelId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ParcelSeal_pkey" PRIMARY KEY ("number")
);
CREATE INDEX "ParcelSeal_parcelId_idx" ON "ParcelSeal"("parcelId");
ALTER TABLE "ParcelSeal" ADD CONSTRAINT "ParcelSeal_parcelId_fkey" FOREIGN KEY ("parcelId") REFERENCES "Parcel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "ParcelSeal" ("number", "parcelId", "at")
  SELECT DISTINCT ON ("sealNumber") "sealNumber", "id", coalesce("sealedAt", "openedAt") FROM "Parcel"
  WHERE "sealNumber" IS NOT NULL ORDER BY "sealNumber", "sealedAt" DESC;

-- Ribbons and laminates change stores as blanks do, with both signatures.
ALTER TABLE "StockTransfer" ADD COLUMN "goods" TEXT NOT NULL DEFAULT 'BLANKS';
ALTER TABLE "Consumable" ADD COLUMN "transferId" UUID;
CREATE INDEX "Consumable_transferId_idx" ON "Consumable"("transferId");
ALTER TABLE "Consumable" ADD CONSTRAINT "Consumable_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "StockTransfer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A card that lies in a tray is found by its QR among those of unknown outcome.
CREATE INDEX "PrintJob_unknown_qr" ON "PrintJob" USING hash (("face" ->> 'qr')) WHERE "status" = 'OUTCOME_UNKNOWN';

-- What the camera above a tray saw lives until quality control has decided: in no archive of changes, and gone after a crash.
CREATE UNLOGGED TABLE "TrayPicture" (
    "jobId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "picture" BYTEA NOT NULL,

    CONSTRAINT "TrayPicture_pkey" PRIMARY KEY ("jobId")
);
ALTER TABLE "TrayPicture" ALTER COLUMN "picture" SET STORAGE EXTERNAL;
ALTER TABLE "TrayPicture" ADD CONSTRAINT "TrayPicture_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "PrintJob"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE FUNCTION forget_tray_picture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "TrayPicture" WHERE "jobId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "PrintJob_tray_picture" AFTER UPDATE OF "status" ON "PrintJob" FOR EACH ROW
  WHEN (OLD."status" IN ('VERIFIED', 'STACKED', 'OUTCOME_UNKNOWN') AND NEW."status" NOT IN ('VERIFIED', 'STACKED', 'OUTCOME_UNKNOWN'))
  EXECUTE FUNCTION forget_tray_picture();

-- Card life: measures, published states, the hotline, requests for an electronic identity.

-- AlterTable
ALTER TABLE "Card" ADD COLUMN     "statusIndex" INTEGER;

-- CreateTable
CREATE TABLE "CardMeasure" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "cardId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "basis" JSONB,
    "channel" TEXT NOT NULL,
    "identifiedBy" TEXT,
    "unitCode" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cardVersion" INTEGER,
    "persons" INTEGER NOT NULL DEFAULT 1,
    "secondId" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "refusal" TEXT,
    "groupId" UUID,
    "minutesId" UUID,

    CONSTRAINT "CardMeasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CardStatusList" (
    "list" INTEGER NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 0,
    "bits" BYTEA NOT NULL,
    "token" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CardStatusList_pkey" PRIMARY KEY ("list")
);

-- CreateTable
CREATE TABLE "CardStatusChange" (
    "id" BIGSERIAL NOT NULL,
    "list" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,

    CONSTRAINT "CardStatusChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HotlineCall" (
    "id" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "residentId" UUID,
    "subject" TEXT NOT NULL,
    "questions" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "HotlineCall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EidRequest" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "version" INTEGER NOT NULL DEFAULT 0,
    "residentId" UUID NOT NULL,
    "applicationId" UUID,
    "level" INTEGER NOT NULL,
    "phone" TEXT NOT NULL,
    "email" TEXT,
    "consent" JSONB NOT NULL,
    "consentedAt" TIMESTAMPTZ(3) NOT NULL,
    "unitCode" TEXT NOT NULL,
    "actorId" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "reference" TEXT,
    "faultCode" TEXT,

    CONSTRAINT "EidRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CardMeasure_cardId_at_idx" ON "CardMeasure"("cardId", "at");

-- CreateIndex
CREATE INDEX "CardMeasure_groupId_idx" ON "CardMeasure"("groupId");

-- One that waits for a second officer, of a card; the worklist of a unit.
CREATE UNIQUE INDEX "CardMeasure_one_proposed" ON "CardMeasure"("cardId") WHERE "status" = 'PROPOSED' AND "persons" = 2;
CREATE INDEX "CardMeasure_worklist" ON "CardMeasure"("unitCode", "id") WHERE "status" = 'PROPOSED';

-- CreateIndex
CREATE INDEX "CardStatusChange_list_idx" ON "CardStatusChange"("list");

-- CreateIndex
CREATE INDEX "HotlineCall_subject_at_idx" ON "HotlineCall"("subject", "at");

-- CreateIndex
CREATE INDEX "EidRequest_residentId_idx" ON "EidRequest"("residentId");

-- What is still to be passed on; one request of a person at a time.
CREATE INDEX "EidRequest_waiting" ON "EidRequest"("nextAt") WHERE "status" IN ('WAITING', 'SENDING');
CREATE UNIQUE INDEX "EidRequest_one_open" ON "EidRequest"("residentId") WHERE "status" IN ('WAITING', 'SENDING');

-- CreateIndex
CREATE UNIQUE INDEX "Card_statusIndex_key" ON "Card"("statusIndex");

-- By number, for whoever asks about a card that is or was in somebody's hand; by the last day, for reminders and the end.
CREATE INDEX "Card_in_hand" ON "Card"("number") WHERE "statusIndex" IS NOT NULL;
CREATE INDEX "Card_last_day" ON "Card"("expiresOn", "id") WHERE "status" IN ('ACTIVE', 'LOCKED', 'HELD');
CREATE INDEX "Card_to_renew" ON "Card"("unitCode", "expiresOn", "id") WHERE "expiresOn" IS NOT NULL;
CREATE INDEX "LegacyDocument_last_day" ON "LegacyDocument"("expiresOn") WHERE "expiresOn" IS NOT NULL;
CREATE INDEX "Resident_birthday" ON "Resident"("birthDate", "id") WHERE "deathOn" IS NULL;

-- AddForeignKey
ALTER TABLE "CardMeasure" ADD CONSTRAINT "CardMeasure_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CardMeasure" ADD CONSTRAINT "CardMeasure_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EidRequest" ADD CONSTRAINT "EidRequest_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Each list of 2^20 places takes 2^19 cards, so that a free place is found at the second try on average; the sequence only counts.
CREATE SEQUENCE "CardStatusTaken" MINVALUE 0 START 0;

-- A place at random says nothing about when a card was handed over, or which others were. Whoever draws a place holds its lock until the
-- end of the transaction, so that two never take one; the first five digits of a UUID of version 4 are random.
CREATE FUNCTION draw_status_index() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first integer := (nextval('"CardStatusTaken"') >> 19)::integer << 20;
  drawn integer;
BEGIN
  LOOP
    drawn := first | ('x' || left(gen_random_uuid()::text, 5))::bit(20)::integer;
    IF pg_try_advisory_xact_lock(896018, drawn) THEN
      IF NOT EXISTS (SELECT 1 FROM "Card" WHERE "statusIndex" = drawn) THEN
        NEW."statusIndex" := drawn;
        RETURN NEW;
      END IF;
    END IF;
  END LOOP;
END $$;
CREATE TRIGGER "Card_status_index" BEFORE INSERT OR UPDATE OF "status" ON "Card" FOR EACH ROW
  WHEN (NEW."status" IN ('ACTIVE', 'LOCKED', 'HELD') AND NEW."statusIndex" IS NULL)
  EXECUTE FUNCTION draw_status_index();

-- Whoever moves a card has told the lists: nobody else has to think of them.
CREATE FUNCTION note_status_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CardStatusChange" ("list", "index") VALUES (NEW."statusIndex" >> 20, NEW."statusIndex");
  RETURN NULL;
END $$;
CREATE TRIGGER "Card_status_change" AFTER UPDATE OF "status" ON "Card" FOR EACH ROW
  WHEN (NEW."status" IS DISTINCT FROM OLD."status" AND NEW."statusIndex" IS NOT NULL
    AND (OLD."statusIndex" IS NOT NULL OR NEW."status" <> 'ACTIVE'))
  EXECUTE FUNCTION note_status_change();

-- Cards that came into force before there were lists.
UPDATE "Card" SET "status" = "status" WHERE "status" IN ('ACTIVE', 'LOCKED', 'HELD');
INSERT INTO "CardStatusChange" ("list", "index")
  SELECT "statusIndex" >> 20, "statusIndex" FROM "Card" WHERE "status" IN ('LOCKED', 'HELD');

-- Lệ phí: what files owe, receipts, drawers, what banks tell, and what fits nothing.
-- CreateTable
CREATE TABLE "Payment" (
    "id" UUID NOT NULL,
    "ordinal" SERIAL NOT NULL,
    "applicationId" UUID NOT NULL,
    "occasion" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'DUE',
    "version" INTEGER NOT NULL DEFAULT 0,
    "amount" INTEGER NOT NULL,
    "rule" TEXT,
    "decidedOn" DATE NOT NULL,
    "unitCode" TEXT NOT NULL,
    "method" TEXT,
    "paidAt" TIMESTAMPTZ(3),
    "carrierCharge" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentReceipt" (
    "id" UUID NOT NULL,
    "paymentId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "officerId" UUID,
    "cashDayId" UUID,
    "printedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PaymentReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CashDay" (
    "id" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "expected" INTEGER,
    "counted" INTEGER,
    "countedAt" TIMESTAMPTZ(3),
    "difference" INTEGER,
    "explanation" TEXT,
    "closedBy" UUID,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CashDay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentNotice" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "transactionId" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "payer" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "paymentId" UUID,
    "statementId" UUID,

    CONSTRAINT "PaymentNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentStatement" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "sha256" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "known" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "faulty" JSONB NOT NULL DEFAULT '[]',
    "importedBy" UUID NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PaymentStatement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentCase" (
    "id" UUID NOT NULL,
    "noticeId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "amount" INTEGER NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "paymentId" UUID,
    "applied" INTEGER NOT NULL DEFAULT 0,
    "decidedBy" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PaymentCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ASKED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "paymentId" UUID,
    "caseId" UUID,
    "unitCode" TEXT,
    "drawerUnit" TEXT,
    "amount" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "askedBy" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "cashDayId" UUID,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Payment_ordinal_key" ON "Payment"("ordinal");

-- CreateIndex
CREATE INDEX "Payment_unitCode_createdAt_idx" ON "Payment"("unitCode", "createdAt");

-- CreateIndex
CREATE INDEX "Payment_paidAt_idx" ON "Payment"("paidAt");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_applicationId_occasion_key" ON "Payment"("applicationId", "occasion");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentReceipt_paymentId_key" ON "PaymentReceipt"("paymentId");

-- CreateIndex
CREATE INDEX "PaymentReceipt_cashDayId_idx" ON "PaymentReceipt"("cashDayId");

-- CreateIndex
CREATE INDEX "PaymentReceipt_unitCode_at_idx" ON "PaymentReceipt"("unitCode", "at");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentReceipt_unitCode_year_number_key" ON "PaymentReceipt"("unitCode", "year", "number");

-- CreateIndex
CREATE INDEX "CashDay_unitCode_day_idx" ON "CashDay"("unitCode", "day");

-- CreateIndex
CREATE UNIQUE INDEX "CashDay_officerId_unitCode_day_key" ON "CashDay"("officerId", "unitCode", "day");

-- CreateIndex
CREATE INDEX "PaymentNotice_receivedAt_idx" ON "PaymentNotice"("receivedAt");

-- CreateIndex
CREATE INDEX "PaymentNotice_paymentId_idx" ON "PaymentNotice"("paymentId");

-- CreateIndex
CREATE INDEX "PaymentNotice_statementId_idx" ON "PaymentNotice"("statementId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentNotice_channel_transactionId_key" ON "PaymentNotice"("channel", "transactionId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentStatement_sha256_key" ON "PaymentStatement"("sha256");

-- CreateIndex
CREATE INDEX "PaymentStatement_channel_day_idx" ON "PaymentStatement"("channel", "day");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentCase_noticeId_key" ON "PaymentCase"("noticeId");

-- CreateIndex
CREATE INDEX "PaymentCase_status_openedAt_idx" ON "PaymentCase"("status", "openedAt");

-- CreateIndex
CREATE INDEX "Refund_status_askedAt_idx" ON "Refund"("status", "askedAt");

-- CreateIndex
CREATE INDEX "Refund_paymentId_idx" ON "Refund"("paymentId");

-- CreateIndex
CREATE INDEX "Refund_caseId_idx" ON "Refund"("caseId");

-- CreateIndex
CREATE INDEX "Refund_cashDayId_idx" ON "Refund"("cashDayId");

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentReceipt" ADD CONSTRAINT "PaymentReceipt_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentReceipt" ADD CONSTRAINT "PaymentReceipt_cashDayId_fkey" FOREIGN KEY ("cashDayId") REFERENCES "CashDay"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentNotice" ADD CONSTRAINT "PaymentNotice_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentNotice" ADD CONSTRAINT "PaymentNotice_statementId_fkey" FOREIGN KEY ("statementId") REFERENCES "PaymentStatement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentCase" ADD CONSTRAINT "PaymentCase_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "PaymentNotice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentCase" ADD CONSTRAINT "PaymentCase_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "PaymentCase"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_cashDayId_fkey" FOREIGN KEY ("cashDayId") REFERENCES "CashDay"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Money is never negative, what was paid is something, and a refund is of a payment or of a case.
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_amount_check" CHECK ("amount" >= 0 AND ("status" <> 'PAID' OR "amount" > 0));
ALTER TABLE "PaymentNotice" ADD CONSTRAINT "PaymentNotice_amount_check" CHECK ("amount" > 0);
ALTER TABLE "PaymentCase" ADD CONSTRAINT "PaymentCase_applied_check" CHECK ("applied" BETWEEN 0 AND "amount");
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_amount_check" CHECK ("amount" > 0);
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_of_one" CHECK (num_nonnulls("paymentId", "caseId") = 1);
-- One refund is asked for at a time.
CREATE UNIQUE INDEX "Refund_asked_payment" ON "Refund"("paymentId") WHERE "status" IN ('ASKED', 'CONFIRMED');
CREATE UNIQUE INDEX "Refund_asked_case" ON "Refund"("caseId") WHERE "status" IN ('ASKED', 'CONFIRMED');

-- Hand-over: who signed, old cards, shelves, lists, post.
ALTER TABLE "Card" ADD COLUMN "centreCode" TEXT;
UPDATE "Card" c SET "centreCode" = a."centreCode" FROM "Application" a
WHERE a."id" = c."applicationId" AND c."status" NOT IN ('MADE', 'DISPATCHED');
CREATE INDEX "Card_waiting_idx" ON "Card"("centreCode", "id") WHERE "status" = 'AT_UNIT';

ALTER TABLE "HandOver" ADD COLUMN "way" TEXT NOT NULL DEFAULT 'COUNTER',
ADD COLUMN "person" JSONB,
ADD COLUMN "authorisation" JSONB,
ADD COLUMN "authorisationSha256" TEXT,
ADD COLUMN "signatureSha256" TEXT,
ADD COLUMN "unsignedReason" TEXT,
ADD COLUMN "surrendered" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN "receiptSha256" TEXT;

ALTER TABLE "HolderCheck" ADD COLUMN "reason" TEXT;

CREATE TABLE "ShelfSlot" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "shelf" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cardId" UUID,
    CONSTRAINT "ShelfSlot_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ShelfSlot_cardId_key" ON "ShelfSlot"("cardId");
CREATE UNIQUE INDEX "ShelfSlot_centreCode_shelf_number_key" ON "ShelfSlot"("centreCode", "shelf", "number");
CREATE INDEX "ShelfSlot_free_idx" ON "ShelfSlot"("centreCode", "shelf", "number") WHERE "cardId" IS NULL;
ALTER TABLE "ShelfSlot" ADD CONSTRAINT "ShelfSlot_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "ShelfCount" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "startedBy" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedBy" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "expected" INTEGER,
    "found" INTEGER,
    "missing" INTEGER,
    "foreign" INTEGER,
    CONSTRAINT "ShelfCount_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ShelfCount_centreCode_startedAt_idx" ON "ShelfCount"("centreCode", "startedAt");
-- One count of a place at a time.
CREATE UNIQUE INDEX "ShelfCount_one_open" ON "ShelfCount"("centreCode") WHERE "closedAt" IS NULL;

CREATE TABLE "ShelfScan" (
    "countId" UUID NOT NULL,
    "serial" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "finding" TEXT NOT NULL,
    "place" TEXT,
    CONSTRAINT "ShelfScan_pkey" PRIMARY KEY ("countId", "serial")
);
ALTER TABLE "ShelfScan" ADD CONSTRAINT "ShelfScan_countId_fkey" FOREIGN KEY ("countId") REFERENCES "ShelfCount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "CardList" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "fromCentre" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "toCentre" TEXT,
    "toUnit" TEXT,
    "openedBy" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "sentBy" UUID,
    "sentAt" TIMESTAMPTZ(3),
    "carrierId" UUID,
    "listSha256" TEXT,
    "closedBy" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "resultSha256" TEXT,
    CONSTRAINT "CardList_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "CardList_number_key" ON "CardList"("number");
CREATE INDEX "CardList_unitCode_status_idx" ON "CardList"("unitCode", "status");
CREATE INDEX "CardList_toUnit_status_idx" ON "CardList"("toUnit", "status");

CREATE TABLE "CardListItem" (
    "listId" UUID NOT NULL,
    "cardId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "outcome" TEXT,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3),
    CONSTRAINT "CardListItem_pkey" PRIMARY KEY ("listId", "cardId")
);
CREATE INDEX "CardListItem_cardId_idx" ON "CardListItem"("cardId");
-- A card is on one list at a time.
CREATE UNIQUE INDEX "CardListItem_one_open" ON "CardListItem"("cardId") WHERE "outcome" IS NULL;
ALTER TABLE "CardListItem" ADD CONSTRAINT "CardListItem_listId_fkey" FOREIGN KEY ("listId") REFERENCES "CardList"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CardListItem" ADD CONSTRAINT "CardListItem_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "PostalCarrier" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "certificate" TEXT,
    "registeredBy" UUID NOT NULL,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "PostalCarrier_pkey" PRIMARY KEY ("code")
);

CREATE TABLE "Mailing" (
    "id" UUID NOT NULL,
    "cardId" UUID NOT NULL,
    "carrier" TEXT NOT NULL,
    "trackingNumber" TEXT NOT NULL,
    "addressSha256" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "postedBy" UUID NOT NULL,
    "postedAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "outcomeAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "proof" TEXT,
    "proofSha256" TEXT,
    "recordedBy" UUID,
    CONSTRAINT "Mailing_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Mailing_carrier_trackingNumber_key" ON "Mailing"("carrier", "trackingNumber");
CREATE INDEX "Mailing_cardId_idx" ON "Mailing"("cardId");
CREATE INDEX "Mailing_unitCode_outcome_idx" ON "Mailing"("unitCode", "outcome");
CREATE UNIQUE INDEX "Mailing_one_open" ON "Mailing"("cardId") WHERE "outcome" IS NULL;
ALTER TABLE "Mailing" ADD CONSTRAINT "Mailing_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Messages to citizens. Every move of what concerns them is put aside in the same transaction; a job looks at it.
ALTER TABLE "Application" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'vi';

CREATE TABLE "NoticeEvent" (
    "id" BIGSERIAL NOT NULL,
    "record" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "from" TEXT NOT NULL DEFAULT '',
    "to" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NoticeEvent_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "eventKey" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "applicationId" UUID,
    "appointmentId" UUID,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "carrierId" TEXT,
    "errorCode" TEXT,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Notification_eventKey_channel_key" ON "Notification"("eventKey", "channel");
CREATE INDEX "Notification_carrierId_idx" ON "Notification"("carrierId");
CREATE INDEX "Notification_queued" ON "Notification"("notBefore") WHERE "status" IN ('QUEUED', 'SENDING');

CREATE FUNCTION note_for_citizen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "from", "to", "at")
  VALUES (NEW."record", NEW."recordId", NEW."version"::text, NEW."event", NEW."fromState", NEW."toState", NEW."at");
  RETURN NULL;
END $$;
CREATE TRIGGER "Transition_for_citizens" AFTER INSERT ON "Transition" FOR EACH ROW
  WHEN (NEW."record" IN ('application', 'card', 'appointment')) EXECUTE FUNCTION note_for_citizen();

CREATE FUNCTION note_booking_for_citizen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "to", "at")
  VALUES ('appointment', NEW."id"::text, '0', 'book', NEW."status", NEW."createdAt");
  RETURN NULL;
END $$;
CREATE TRIGGER "Appointment_for_citizens" AFTER INSERT ON "Appointment" FOR EACH ROW EXECUTE FUNCTION note_booking_for_citizen();

-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "decidingUnit" TEXT;

-- CreateTable
CREATE TABLE "ArchiveRequest" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "askedBy" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answeredBy" UUID,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "ArchiveRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ArchiveRequest_applicationId_idx" ON "ArchiveRequest"("applicationId");

-- AddForeignKey
ALTER TABLE "ArchiveRequest" ADD CONSTRAINT "ArchiveRequest_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What became of the blanks of a shift that is not closed yet, kept as the lanes are: a shift has thousands, and the board is read each second.
CREATE TABLE "ShiftTally" (
    "shiftId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "ShiftTally_pkey" PRIMARY KEY ("shiftId","status")
);
CREATE TABLE "ShiftTallyChange" (
    "id" BIGSERIAL NOT NULL,
    "shiftId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "ShiftTallyChange_pkey" PRIMARY KEY ("id")
);
CREATE FUNCTION note_shift_blanks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ShiftTallyChange" ("shiftId", "status", "change")
    SELECT shift, status, sum(one) FROM (
      SELECT a."shiftId" AS shift, a."status" AS status, 1 AS one FROM added a
      UNION ALL
      SELECT r."shiftId", r."status", -1 FROM removed r
    ) both_sides
    WHERE shift IS NOT NULL AND status IN ('BOUND', 'SPOILED', 'DESTROYED', 'LOST') GROUP BY 1, 2 HAVING sum(one) <> 0;
  IF FOUND THEN PERFORM pg_notify('production_board', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "BlankCard_shift_tally" AFTER UPDATE ON "BlankCard"
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_shift_blanks();
CREATE VIEW "ShiftTallyNow" AS
  SELECT "shiftId", "status", "count" FROM "ShiftTally"
  UNION ALL
  SELECT "shiftId", "status", "change" FROM "ShiftTallyChange";

-- As fold_floor_tally() did before, and the shifts; those that were closed are kept as they were signed, and need no tally.
CREATE OR REPLACE FUNCTION fold_floor_tally() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  lanes integer;
  shifts integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('floor tally')) THEN
    RETURN 0;
  END IF;
  WITH gone AS (
    DELETE FROM "FloorTallyChange" RETURNING "lane", "since", "change"
  ), added AS (
    INSERT INTO "FloorTally" ("lane", "since", "count")
      SELECT "lane", "since", sum("change") FROM gone GROUP BY 1, 2
      ON CONFLICT ("lane", "since") DO UPDATE SET "count" = "FloorTally"."count" + excluded."count"
  )
  SELECT count(*) INTO lanes FROM gone;
  DELETE FROM "FloorTally" WHERE "count" = 0;
  WITH gone AS (
    DELETE FROM "ShiftTallyChange" RETURNING "shiftId", "status", "change"
  ), added AS (
    INSERT INTO "ShiftTally" ("shiftId", "status", "count")
      SELECT "shiftId", "status", sum("change") FROM gone GROUP BY 1, 2
      ON CONFLICT ("shiftId", "status") DO UPDATE SET "count" = "ShiftTally"."count" + excluded."count"
  )
  SELECT count(*) INTO shifts FROM gone;
  DELETE FROM "ShiftTally" t USING "Shift" s WHERE s."id" = t."shiftId" AND s."closedAt" IS NOT NULL;
  RETURN lanes + shifts;
END $$;

CREATE OR REPLACE FUNCTION repair_floor_tally() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  lanes integer;
  shifts integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('floor tally'));
  WITH tallied AS (
    SELECT "lane", "since", sum("count")::int AS "count" FROM "FloorTallyNow" GROUP BY 1, 2
  ), noted AS (
    INSERT INTO "FloorTallyChange" ("lane", "since", "change")
      SELECT "lane", "since", coalesce(l."count", 0) - coalesce(t."count", 0)
      FROM "FloorLanes" l FULL JOIN tallied t USING ("lane", "since")
      WHERE coalesce(l."count", 0) <> coalesce(t."count", 0) RETURNING 1
  )
  SELECT count(*) INTO lanes FROM noted;
  WITH open AS (
    SELECT "id" FROM "Shift" WHERE "status" IN ('OPEN', 'COUNTED')
  ), tallied AS (
    SELECT "shiftId", "status", sum("count")::int AS "count" FROM "ShiftTallyNow"
    WHERE "shiftId" IN (SELECT "id" FROM open) GROUP BY 1, 2
  ), counted AS (
    SELECT "shiftId", "status", count(*)::int AS "count" FROM "BlankCard"
    WHERE "shiftId" IN (SELECT "id" FROM open) AND "status" IN ('BOUND', 'SPOILED', 'DESTROYED', 'LOST') GROUP BY 1, 2
  ), noted AS (
    INSERT INTO "ShiftTallyChange" ("shiftId", "status", "change")
      SELECT "shiftId", "status", coalesce(c."count", 0) - coalesce(t."count", 0)
      FROM counted c FULL JOIN tallied t USING ("shiftId", "status")
      WHERE coalesce(c."count", 0) <> coalesce(t."count", 0) RETURNING 1
  )
  SELECT count(*) INTO shifts FROM noted;
  RETURN lanes + shifts;
END $$;
INSERT INTO "ShiftTally" ("shiftId", "status", "count")
  SELECT b."shiftId", b."status", count(*) FROM "BlankCard" b JOIN "Shift" s ON s."id" = b."shiftId" AND s."status" IN ('OPEN', 'COUNTED')
  WHERE b."status" IN ('BOUND', 'SPOILED', 'DESTROYED', 'LOST') GROUP BY 1, 2;

-- CreateTable
CREATE TABLE "Appeal" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "proposedBy" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "decidedBy" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Appeal_applicationId_idx" ON "Appeal"("applicationId");

-- One appeal at a time.
CREATE UNIQUE INDEX "Appeal_one_open" ON "Appeal" ("applicationId") WHERE "outcome" IS NULL;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
