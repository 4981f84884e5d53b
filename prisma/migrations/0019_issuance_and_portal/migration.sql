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

-- Of several open bookings under one number the last one made stays.
WITH extra AS (
  UPDATE "Appointment" a SET "status" = 'CANCELLED', "version" = a."version" + 1
  FROM "Appointment" later
  WHERE a."status" IN ('BOOKED', 'CHECKED_IN') AND later."status" IN ('BOOKED', 'CHECKED_IN')
    AND a."number" = later."number" AND a."id" < later."id"
  RETURNING a."id", a."version"
)
INSERT INTO "Transition" ("record", "recordId", "version", "event", "fromState", "toState", "at", "actorKind", "actorId", "reason")
SELECT DISTINCT 'appointment', "id"::text, "version", 'cancel', 'BOOKED', 'CANCELLED', now(), 'system', NULL::uuid, 'BOOKED_TWICE'
FROM extra;

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
