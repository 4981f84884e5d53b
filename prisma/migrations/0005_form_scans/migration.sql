-- AlterTable
ALTER TABLE "FormScan" ADD COLUMN "readAt" TIMESTAMPTZ(3),
  ADD COLUMN "discardedFor" TEXT,
  ADD COLUMN "archivePlace" TEXT;

-- One scan of a form is the one that is worked with.
CREATE UNIQUE INDEX "FormScan_one_current" ON "FormScan" ("formSerial") WHERE NOT "superseded";
-- Pages that wait for a person, by office.
CREATE INDEX "FormScan_waiting" ON "FormScan" ("unitCode", "id") WHERE "fault" IS NOT NULL AND "discardedFor" IS NULL;
-- Pages that no job has read yet: found again after a crash.
CREATE INDEX "FormScan_unread" ON "FormScan" ("scannedAt") WHERE "readAt" IS NULL;

-- Paper that is out cannot be lent again.
CREATE UNIQUE INDEX "ArchiveLoan_one_open" ON "ArchiveLoan" ("formSerial") WHERE "returnedAt" IS NULL;
CREATE INDEX "ArchiveLoan_open" ON "ArchiveLoan" ("unitCode", "dueOn", "id") WHERE "returnedAt" IS NULL;

-- CreateIndex
CREATE INDEX "Form_transferId_status_idx" ON "Form"("transferId", "status");

-- CreateIndex
CREATE INDEX "Form_printRunId_serial_idx" ON "Form"("printRunId", "serial");

CREATE INDEX "Form_transmission" ON "Form" ("transmissionId", "serial") WHERE "transmissionId" IS NOT NULL;
CREATE INDEX "FormTransmission_unacknowledged" ON "FormTransmission" ("sentAt", "id") WHERE "acknowledgedAt" IS NULL;

ALTER TABLE "Upload"
  ADD CONSTRAINT "Upload_received" CHECK ("received" BETWEEN 0 AND "bytes"),
  ADD CONSTRAINT "Upload_complete" CHECK ("completedAt" IS NULL OR "received" = "bytes");
ALTER TABLE "FormScan"
  ADD CONSTRAINT "FormScan_found_or_waiting" CHECK ("formSerial" IS NULL OR "fault" IS NULL),
  ADD CONSTRAINT "FormScan_discarded" CHECK ("discardedFor" IS NULL OR "formSerial" IS NULL);
ALTER TABLE "ArchiveLoan"
  ADD CONSTRAINT "ArchiveLoan_returned" CHECK (("returnedAt" IS NULL) = ("returnedToId" IS NULL));
ALTER TABLE "ScanningOffice"
  ADD CONSTRAINT "ScanningOffice_period" CHECK ("validTo" IS NULL OR "validTo" > "validFrom");
