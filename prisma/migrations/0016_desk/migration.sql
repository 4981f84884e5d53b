-- AlterTable
ALTER TABLE "Machine" ADD COLUMN     "health" JSONB,
ADD COLUMN     "seenAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "BiometricSample" ADD COLUMN     "evidence" TEXT;

-- AlterTable
ALTER TABLE "Centre" ADD COLUMN     "phone" TEXT;

-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "consent" JSONB,
ADD COLUMN     "delivery" JSONB,
ADD COLUMN     "deskSession" UUID,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "fee" JSONB,
ADD COLUMN     "formVersion" TEXT,
ADD COLUMN     "groupCode" TEXT,
ADD COLUMN     "marks" TEXT,
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "returnedFor" JSONB,
ADD COLUMN     "surrendered" JSONB;

-- CreateTable
CREATE TABLE "Device" (
    "id" UUID NOT NULL,
    "machineId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'REQUESTED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "capabilities" JSONB NOT NULL,
    "firmware" TEXT,
    "reportedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CentreCalendar" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "hours" JSONB NOT NULL,
    "slotMinutes" INTEGER NOT NULL DEFAULT 15,
    "capacity" INTEGER NOT NULL DEFAULT 2,

    CONSTRAINT "CentreCalendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Desk" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "machineId" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Desk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appointment" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'BOOKED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL,
    "number" TEXT,
    "birthDate" TEXT NOT NULL,
    "phone" TEXT,
    "kind" TEXT NOT NULL,
    "residentId" UUID,
    "groupName" TEXT,
    "applicationId" UUID,
    "checkedInAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "version" INTEGER NOT NULL DEFAULT 0,
    "deskId" UUID,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "calledAt" TIMESTAMPTZ(3),
    "servedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HardwareWaiver" (
    "id" UUID NOT NULL,
    "centreCode" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "grantedBy" UUID NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HardwareWaiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT,
    "page" INTEGER NOT NULL DEFAULT 1,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "capturedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DayClosing" (
    "id" UUID NOT NULL,
    "machineId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "captured" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL,
    "cancelled" INTEGER NOT NULL,
    "closedBy" UUID NOT NULL,
    "closedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DayClosing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Device_machineId_idx" ON "Device"("machineId");

-- CreateIndex
CREATE UNIQUE INDEX "Device_kind_model_serial_key" ON "Device"("kind", "model", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "CentreCalendar_centreCode_validFrom_key" ON "CentreCalendar"("centreCode", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Desk_machineId_key" ON "Desk"("machineId");

-- CreateIndex
CREATE UNIQUE INDEX "Desk_centreCode_number_key" ON "Desk"("centreCode", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Appointment_applicationId_key" ON "Appointment"("applicationId");

-- CreateIndex
CREATE INDEX "Appointment_centreCode_at_idx" ON "Appointment"("centreCode", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_centreCode_day_number_key" ON "Ticket"("centreCode", "day", "number");

-- CreateIndex
CREATE INDEX "HardwareWaiver_centreCode_subject_validTo_idx" ON "HardwareWaiver"("centreCode", "subject", "validTo");

-- CreateIndex
CREATE UNIQUE INDEX "Evidence_applicationId_kind_reference_page_key" ON "Evidence"("applicationId", "kind", "reference", "page");

-- CreateIndex
CREATE UNIQUE INDEX "DayClosing_machineId_day_key" ON "DayClosing"("machineId", "day");

-- CreateIndex
CREATE UNIQUE INDEX "Application_deskSession_key" ON "Application"("deskSession");

-- CreateIndex
CREATE INDEX "Application_groupCode_idx" ON "Application"("groupCode");

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_machineId_fkey" FOREIGN KEY ("machineId") REFERENCES "Machine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CentreCalendar" ADD CONSTRAINT "CentreCalendar_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Desk" ADD CONSTRAINT "Desk_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HardwareWaiver" ADD CONSTRAINT "HardwareWaiver_centreCode_fkey" FOREIGN KEY ("centreCode") REFERENCES "Centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A day at a desk adds up; nothing may be closed that does not.
ALTER TABLE "DayClosing" ADD CONSTRAINT "DayClosing_adds_up" CHECK ("captured" = "sent" + "waiting" + "cancelled");
-- What came in with a file is never changed; it ends with the file.
CREATE TRIGGER "Evidence_unchanged" BEFORE UPDATE ON "Evidence"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Sex and birth year order the search for duplicates: those alike are looked at first, and nobody is left out.
ALTER TABLE "BiometricReference" ADD COLUMN "sex" TEXT, ADD COLUMN "birthYear" INTEGER;
UPDATE "BiometricReference" b SET "sex" = r."sex", "birthYear" = left(r."birthDate", 4)::int
  FROM "Resident" r WHERE r."id" = b."residentId" AND r."birthDate" ~ '^[0-9]{4}';
CREATE INDEX "BiometricReference_sex_birthYear_id_idx" ON "BiometricReference"("sex", "birthYear", "id");
-- Each giver of numbers counts by itself, so that kiosks without the network never give one number twice.
ALTER TABLE "Ticket" ADD COLUMN "series" TEXT NOT NULL DEFAULT '';
DROP INDEX "Ticket_centreCode_day_number_key";
CREATE UNIQUE INDEX "Ticket_centreCode_day_series_number_key" ON "Ticket"("centreCode", "day", "series", "number");
-- A ticket is used up by one file.
ALTER TABLE "Application" ADD COLUMN "ticketId" UUID;
CREATE UNIQUE INDEX "Application_ticketId_key" ON "Application"("ticketId");
-- What a kiosk asks for at every synchronisation: the files that came back to its centre.
CREATE INDEX "Application_returned_centre" ON "Application" ("centreCode") WHERE "status" = 'RETURNED';
-- A device that turns up at another kiosk than its own waits for an administrator.
ALTER TABLE "Device" ADD COLUMN "claimedBy" UUID;
-- How long the last files of a centre took: what a kiosk promises the next applicant.
CREATE INDEX "Application_ready_centre" ON "Application" ("centreCode", "id") WHERE "status" IN ('READY', 'POSTED', 'ISSUED');
-- What an approver decides upon: the applicant's claims, and why a capture is missing.
ALTER TABLE "Application" ADD COLUMN "claims" JSONB;
ALTER TABLE "BiometricSample" ADD COLUMN "reason" TEXT;
-- The approver's worklist: the oldest deadline first, a file without one last.
CREATE INDEX "Application_awaiting_by_deadline" ON "Application" ((COALESCE("deadlineOn", '9999-12-31'::date)), "id")
  WHERE "status" = 'AWAITING_APPROVAL';
