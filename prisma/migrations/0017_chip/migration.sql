-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "issuerKeyId" TEXT,
ADD COLUMN     "revocationReason" TEXT,
ADD COLUMN     "usageFrom" TIMESTAMPTZ(3),
ADD COLUMN     "usageUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "RevocationList" (
    "issuerKeyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "thisUpdate" TIMESTAMPTZ(3) NOT NULL,
    "nextUpdate" TIMESTAMPTZ(3) NOT NULL,
    "der" BYTEA NOT NULL,

    CONSTRAINT "RevocationList_pkey" PRIMARY KEY ("issuerKeyId","number")
);

-- CreateTable
CREATE TABLE "MasterList" (
    "number" INTEGER NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL,
    "der" BYTEA NOT NULL,

    CONSTRAINT "MasterList_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "ChipRecord" (
    "printJobId" UUID NOT NULL,
    "profile" TEXT NOT NULL,
    "chipSerial" TEXT NOT NULL,
    "signerSerial" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL,
    "sodSha256" TEXT NOT NULL,
    "imageSha256" TEXT NOT NULL,
    "sealedKeys" BYTEA,
    "verifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChipRecord_pkey" PRIMARY KEY ("printJobId")
);

-- CreateTable
CREATE TABLE "Recall" (
    "id" UUID NOT NULL,
    "signerSerial" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedById" UUID NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Recall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecallItem" (
    "recallId" UUID NOT NULL,
    "cardId" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecallItem_pkey" PRIMARY KEY ("recallId","cardId")
);

-- CreateTable
CREATE TABLE "KeyCeremony" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    "custodians" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),
    "record" JSONB NOT NULL,

    CONSTRAINT "KeyCeremony_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeySignature" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "keyId" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "dataSha256" TEXT NOT NULL,

    CONSTRAINT "KeySignature_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ChipRecord_chipSerial_key" ON "ChipRecord"("chipSerial");

-- CreateIndex
CREATE UNIQUE INDEX "ChipRecord_sodSha256_key" ON "ChipRecord"("sodSha256");

-- CreateIndex
CREATE INDEX "ChipRecord_signerSerial_idx" ON "ChipRecord"("signerSerial");

-- CreateIndex
CREATE INDEX "RecallItem_cardId_idx" ON "RecallItem"("cardId");

-- CreateIndex
CREATE INDEX "KeySignature_keyId_at_idx" ON "KeySignature"("keyId", "at");

-- AddForeignKey
ALTER TABLE "ChipRecord" ADD CONSTRAINT "ChipRecord_printJobId_fkey" FOREIGN KEY ("printJobId") REFERENCES "PrintJob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChipRecord" ADD CONSTRAINT "ChipRecord_signerSerial_fkey" FOREIGN KEY ("signerSerial") REFERENCES "Certificate"("serial") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recall" ADD CONSTRAINT "Recall_signerSerial_fkey" FOREIGN KEY ("signerSerial") REFERENCES "Certificate"("serial") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallItem" ADD CONSTRAINT "RecallItem_recallId_fkey" FOREIGN KEY ("recallId") REFERENCES "Recall"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallItem" ADD CONSTRAINT "RecallItem_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Signatures are only ever added.
CREATE TRIGGER "KeySignature_unchanged" BEFORE UPDATE OR DELETE ON "KeySignature"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- One list follows the other, and none is changed.
CREATE TRIGGER "RevocationList_unchanged" BEFORE UPDATE OR DELETE ON "RevocationList"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- What a job's chip will hold.
ALTER TABLE "PrintJob" ADD COLUMN "chip" JSONB;
CREATE TRIGGER "KeySignature_no_truncate" BEFORE TRUNCATE ON "KeySignature"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Why nothing was left to do for a recalled card.
ALTER TABLE "RecallItem" ADD COLUMN "ending" TEXT;
