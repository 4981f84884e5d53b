-- CreateTable
CREATE TABLE "ResidenceStatus" (
    "id" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "reason" TEXT,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "ResidenceStatus_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ResidentChange" (
    "id" UUID NOT NULL,
    "residentId" UUID NOT NULL,
    "baseVersion" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "diff" JSONB NOT NULL,
    "evidenceKind" TEXT NOT NULL,
    "evidenceNumber" TEXT,
    "evidenceSha256" TEXT,
    "unitCode" TEXT NOT NULL,
    "makerId" UUID NOT NULL,
    "checkerId" UUID,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ResidentChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PrintRun" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "firstSerial" TEXT NOT NULL,
    "lastSerial" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "orderedById" UUID NOT NULL,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PrintRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Form" (
    "serial" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "printRunId" UUID NOT NULL,
    "unitCode" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ISSUED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "handedOutAt" TIMESTAMPTZ(3),
    "answers" JSONB,
    "score" INTEGER,
    "faults" JSONB,
    "sentBackFor" TEXT,
    "replacedBy" TEXT,
    "collectorId" UUID,
    "residentId" UUID,
    "transferId" UUID,
    "archivePlace" TEXT,

    CONSTRAINT "Form_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "KeyEntry" (
    "formSerial" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "officerId" UUID NOT NULL,
    "answers" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeyEntry_pkey" PRIMARY KEY ("formSerial","round")
);

-- CreateTable
CREATE TABLE "FormTransfer" (
    "id" UUID NOT NULL,
    "fromUnitCode" TEXT NOT NULL,
    "toUnitCode" TEXT NOT NULL,
    "sentById" UUID NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedById" UUID,
    "receivedAt" TIMESTAMPTZ(3),
    "dueOn" DATE,

    CONSTRAINT "FormTransfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ResidenceStatus_residentId_idx" ON "ResidenceStatus"("residentId");

-- CreateIndex
CREATE INDEX "ResidentChange_residentId_idx" ON "ResidentChange"("residentId");

-- CreateIndex
CREATE UNIQUE INDEX "PrintRun_firstSerial_key" ON "PrintRun"("firstSerial");

-- CreateIndex
CREATE INDEX "Form_unitCode_status_idx" ON "Form"("unitCode", "status");

-- CreateIndex
CREATE INDEX "FormTransfer_toUnitCode_dueOn_idx" ON "FormTransfer"("toUnitCode", "dueOn");

-- AddForeignKey
ALTER TABLE "ResidenceStatus" ADD CONSTRAINT "ResidenceStatus_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResidenceStatus" ADD CONSTRAINT "ResidenceStatus_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "AdministrativeUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResidentChange" ADD CONSTRAINT "ResidentChange_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Form" ADD CONSTRAINT "Form_printRunId_fkey" FOREIGN KEY ("printRunId") REFERENCES "PrintRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Form" ADD CONSTRAINT "Form_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "FormTransfer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyEntry" ADD CONSTRAINT "KeyEntry_formSerial_fkey" FOREIGN KEY ("formSerial") REFERENCES "Form"("serial") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One residence status at a time; one open correction of a record at a time.
ALTER TABLE "ResidenceStatus" ADD CONSTRAINT "ResidenceStatus_no_overlap"
  EXCLUDE USING gist ("residentId" WITH =, daterange("validFrom", "validTo") WITH &&);
CREATE UNIQUE INDEX "ResidentChange_one_open" ON "ResidentChange" ("residentId") WHERE "status" IN ('DRAFT', 'SUBMITTED');
CREATE INDEX "ResidentChange_submitted" ON "ResidentChange" ("id") WHERE "status" = 'SUBMITTED';

-- Worklists of the collection.
CREATE INDEX "Form_work" ON "Form" ("status", "unitCode", "serial") WHERE "status" NOT IN ('LOADED', 'VOID');
CREATE INDEX "FormTransfer_overdue" ON "FormTransfer" ("dueOn") WHERE "receivedAt" IS NOT NULL;
