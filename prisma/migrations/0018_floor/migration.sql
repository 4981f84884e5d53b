-- AlterTable
ALTER TABLE "StockLot" ADD COLUMN     "deliveryNote" TEXT,
ADD COLUMN     "storeCode" TEXT,
ADD COLUMN     "supplier" TEXT;

-- AlterTable
ALTER TABLE "BlankCard" ADD COLUMN     "chipSerial" TEXT,
ADD COLUMN     "shiftId" UUID,
ADD COLUMN     "storeCode" TEXT,
ADD COLUMN     "transferId" UUID;

-- AlterTable
ALTER TABLE "PrintJob" ADD COLUMN     "carriedOver" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "deadlineOn" DATE;

-- CreateTable
CREATE TABLE "QualityCheck" (
    "id" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "verdict" TEXT NOT NULL,
    "failClass" TEXT,
    "failCode" TEXT,
    "mode" TEXT NOT NULL,
    "scanned" JSONB NOT NULL,
    "stationId" UUID,
    "ribbon" TEXT,

    CONSTRAINT "QualityCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Parcel" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "unitCode" TEXT NOT NULL,
    "centreCode" TEXT,
    "boxes" INTEGER NOT NULL DEFAULT 1,
    "count" INTEGER NOT NULL DEFAULT 0,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedBy" UUID NOT NULL,
    "sealedAt" TIMESTAMPTZ(3),
    "sealedBy" UUID,
    "sealNumber" TEXT,
    "listSha256" TEXT,
    "carrier" TEXT,
    "trackingCode" TEXT,
    "dispatchedAt" TIMESTAMPTZ(3),
    "dispatchedBy" UUID,
    "receivedAt" TIMESTAMPTZ(3),
    "receivedBy" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "minutesId" UUID,

    CONSTRAINT "Parcel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ParcelItem" (
    "id" UUID NOT NULL,
    "parcelId" UUID NOT NULL,
    "cardId" UUID NOT NULL,
    "box" INTEGER NOT NULL DEFAULT 1,
    "position" INTEGER NOT NULL,
    "receivedAt" TIMESTAMPTZ(3),
    "finding" TEXT,
    "settled" TEXT,

    CONSTRAINT "ParcelItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LotClaim" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "lotId" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "officerId" UUID NOT NULL,
    "minutesId" UUID,

    CONSTRAINT "LotClaim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StockTransfer" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "fromStore" TEXT NOT NULL,
    "toStore" TEXT NOT NULL,
    "firstSerial" TEXT NOT NULL,
    "lastSerial" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'IN_TRANSFER',
    "version" INTEGER NOT NULL DEFAULT 0,
    "sentBy" UUID NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedBy" UUID,
    "receivedAt" TIMESTAMPTZ(3),
    "minutesId" UUID,

    CONSTRAINT "StockTransfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Consumable" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "lot" TEXT,
    "capacity" INTEGER NOT NULL,
    "left" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'IN_STORE',
    "version" INTEGER NOT NULL DEFAULT 0,
    "storeCode" TEXT,
    "stationId" UUID,
    "shiftId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Consumable_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Shift" (
    "id" UUID NOT NULL,
    "stationId" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "openedBy" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "countedLeft" INTEGER,
    "countedBy" UUID,
    "countedAt" TIMESTAMPTZ(3),
    "issued" INTEGER,
    "good" INTEGER,
    "spoiled" INTEGER,
    "returned" INTEGER,
    "difference" INTEGER,
    "explanation" TEXT,
    "closedBy" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "minutesId" UUID,

    CONSTRAINT "Shift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Spoilage" (
    "blankSerial" TEXT NOT NULL,
    "jobId" UUID,
    "shiftId" UUID,
    "failClass" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT NOT NULL,
    "witnessId" UUID,
    "chipSerial" TEXT,
    "sodSha256" TEXT,
    "claimId" UUID,
    "destructionId" UUID,

    CONSTRAINT "Spoilage_pkey" PRIMARY KEY ("blankSerial")
);

-- CreateTable
CREATE TABLE "HotListEntry" (
    "serial" TEXT NOT NULL,
    "chipSerial" TEXT,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT NOT NULL,
    "foundAt" TIMESTAMPTZ(3),

    CONSTRAINT "HotListEntry_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "HotListAlarm" (
    "id" UUID NOT NULL,
    "serial" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "answered" TEXT,
    "answerBy" UUID,
    "answerAt" TIMESTAMPTZ(3),

    CONSTRAINT "HotListAlarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Minutes" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "centre" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,
    "signatures" JSONB NOT NULL,

    CONSTRAINT "Minutes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StationState" (
    "stationId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "printer" JSONB NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3),
    "stoppedBy" TEXT,
    "stopReason" TEXT,

    CONSTRAINT "StationState_pkey" PRIMARY KEY ("stationId")
);

-- CreateTable
CREATE TABLE "StationTime" (
    "id" UUID NOT NULL,
    "stationId" UUID NOT NULL,
    "shiftId" UUID,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "StationTime_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Batch" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "unitCode" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "deadlineOn" DATE,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "plannedBy" TEXT NOT NULL,
    "manifestSha256" TEXT,
    "signature" TEXT,
    "frozenBy" TEXT,
    "frozenAt" TIMESTAMPTZ(3),
    "releasedBy" TEXT,
    "releasedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BatchItem" (
    "jobId" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "contentSha256" TEXT,
    "waiting" BOOLEAN NOT NULL DEFAULT true,
    "held" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "BatchItem_pkey" PRIMARY KEY ("jobId")
);

-- CreateTable
CREATE TABLE "CapacityForecast" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cardsPerHour" DOUBLE PRECISION NOT NULL,
    "stations" INTEGER NOT NULL,
    "blanks" INTEGER NOT NULL,
    "backlog" INTEGER NOT NULL,
    "days" JSONB NOT NULL,

    CONSTRAINT "CapacityForecast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UrgentRequest" (
    "applicationId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "authorisedBy" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UrgentRequest_pkey" PRIMARY KEY ("applicationId")
);

-- CreateIndex
CREATE INDEX "QualityCheck_jobId_idx" ON "QualityCheck"("jobId");

-- CreateIndex
CREATE INDEX "QualityCheck_stationId_at_idx" ON "QualityCheck"("stationId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Parcel_number_key" ON "Parcel"("number");

-- CreateIndex
CREATE INDEX "Parcel_unitCode_status_idx" ON "Parcel"("unitCode", "status");

-- CreateIndex
CREATE INDEX "ParcelItem_cardId_idx" ON "ParcelItem"("cardId");

-- CreateIndex
CREATE UNIQUE INDEX "ParcelItem_parcelId_cardId_key" ON "ParcelItem"("parcelId", "cardId");

-- CreateIndex
CREATE UNIQUE INDEX "LotClaim_number_key" ON "LotClaim"("number");

-- CreateIndex
CREATE UNIQUE INDEX "StockTransfer_number_key" ON "StockTransfer"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Consumable_serial_key" ON "Consumable"("serial");

-- CreateIndex
CREATE INDEX "Spoilage_shiftId_idx" ON "Spoilage"("shiftId");

-- CreateIndex
CREATE INDEX "Spoilage_at_idx" ON "Spoilage"("at");

-- CreateIndex
CREATE UNIQUE INDEX "HotListEntry_chipSerial_key" ON "HotListEntry"("chipSerial");

-- CreateIndex
CREATE INDEX "HotListAlarm_serial_idx" ON "HotListAlarm"("serial");

-- CreateIndex
CREATE UNIQUE INDEX "Minutes_number_key" ON "Minutes"("number");

-- CreateIndex
CREATE INDEX "Minutes_kind_at_idx" ON "Minutes"("kind", "at");

-- CreateIndex
CREATE INDEX "StationTime_stationId_since_idx" ON "StationTime"("stationId", "since");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_number_key" ON "Batch"("number");

-- CreateIndex
CREATE UNIQUE INDEX "BatchItem_batchId_position_key" ON "BatchItem"("batchId", "position");

-- CreateIndex
CREATE INDEX "CapacityForecast_at_idx" ON "CapacityForecast"("at");

-- CreateIndex
CREATE INDEX "UrgentRequest_day_idx" ON "UrgentRequest"("day");

-- CreateIndex
CREATE UNIQUE INDEX "BlankCard_chipSerial_key" ON "BlankCard"("chipSerial");

-- AddForeignKey
ALTER TABLE "QualityCheck" ADD CONSTRAINT "QualityCheck_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "PrintJob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QualityCheck" ADD CONSTRAINT "QualityCheck_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "Machine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Parcel" ADD CONSTRAINT "Parcel_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParcelItem" ADD CONSTRAINT "ParcelItem_parcelId_fkey" FOREIGN KEY ("parcelId") REFERENCES "Parcel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParcelItem" ADD CONSTRAINT "ParcelItem_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "Card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LotClaim" ADD CONSTRAINT "LotClaim_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "StockLot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LotClaim" ADD CONSTRAINT "LotClaim_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlankCard" ADD CONSTRAINT "BlankCard_shiftId_fkey" FOREIGN KEY ("shiftId") REFERENCES "Shift"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlankCard" ADD CONSTRAINT "BlankCard_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "StockTransfer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockTransfer" ADD CONSTRAINT "StockTransfer_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consumable" ADD CONSTRAINT "Consumable_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "Machine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consumable" ADD CONSTRAINT "Consumable_shiftId_fkey" FOREIGN KEY ("shiftId") REFERENCES "Shift"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Shift" ADD CONSTRAINT "Shift_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "Machine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Shift" ADD CONSTRAINT "Shift_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Spoilage" ADD CONSTRAINT "Spoilage_blankSerial_fkey" FOREIGN KEY ("blankSerial") REFERENCES "BlankCard"("serial") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Spoilage" ADD CONSTRAINT "Spoilage_shiftId_fkey" FOREIGN KEY ("shiftId") REFERENCES "Shift"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Spoilage" ADD CONSTRAINT "Spoilage_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "LotClaim"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Spoilage" ADD CONSTRAINT "Spoilage_destructionId_fkey" FOREIGN KEY ("destructionId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StationState" ADD CONSTRAINT "StationState_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "Machine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StationTime" ADD CONSTRAINT "StationTime_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "Machine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StationTime" ADD CONSTRAINT "StationTime_shiftId_fkey" FOREIGN KEY ("shiftId") REFERENCES "Shift"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "PrintJob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UrgentRequest" ADD CONSTRAINT "UrgentRequest_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "NumberSeries" (
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "NumberSeries_pkey" PRIMARY KEY ("kind","year")
);

-- One shift at a station at a time.
CREATE UNIQUE INDEX "Shift_one_open" ON "Shift" ("stationId") WHERE "status" IN ('OPEN', 'COUNTED');
-- A card lies in one parcel at a time.
CREATE UNIQUE INDEX "ParcelItem_one_open" ON "ParcelItem" ("cardId") WHERE "receivedAt" IS NULL AND "settled" IS NULL;
-- What stations take their work from, and what the floor still has to do.
CREATE INDEX "Batch_open" ON "Batch" ("priority" DESC, "releasedAt", "id") WHERE "status" IN ('RELEASED', 'RUNNING');
CREATE INDEX "Parcel_open" ON "Parcel" ("status", "openedAt") WHERE "status" <> 'RECONCILED';
CREATE INDEX "StationTime_running" ON "StationTime" ("stationId") WHERE "until" IS NULL;
-- Minutes and quality checks are only ever added.
CREATE TRIGGER "Minutes_unchanged" BEFORE UPDATE OR DELETE ON "Minutes"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "Minutes_no_truncate" BEFORE TRUNCATE ON "Minutes"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "QualityCheck_unchanged" BEFORE UPDATE OR DELETE ON "QualityCheck"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Where stations find the next job of a batch, whatever else of it lies in quality control.
CREATE INDEX "BatchItem_waiting" ON "BatchItem" ("batchId", "held", "position") WHERE "waiting";
CREATE FUNCTION keep_batch_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "BatchItem" SET "waiting" = (NEW."status" = 'PLANNED') WHERE "jobId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "PrintJob_batch_item" AFTER UPDATE OF "status" ON "PrintJob" FOR EACH ROW
  WHEN ((OLD."status" = 'PLANNED') <> (NEW."status" = 'PLANNED')) EXECUTE FUNCTION keep_batch_item();

-- AlterTable
ALTER TABLE "ChipRecord" ADD COLUMN     "revokedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "StockTransfer" ADD COLUMN     "missing" INTEGER,
ADD COLUMN     "refusedFor" TEXT;

-- AlterTable
ALTER TABLE "Shift" ADD COLUMN     "lost" INTEGER;

-- AlterTable
ALTER TABLE "Spoilage" ADD COLUMN     "witnessedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "StockMovement" (
    "id" UUID NOT NULL,
    "stationId" UUID NOT NULL,
    "shiftId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "firstSerial" TEXT NOT NULL,
    "lastSerial" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT NOT NULL,

    CONSTRAINT "StockMovement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StockDeclaration" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "storeCode" TEXT NOT NULL,
    "serials" TEXT[],
    "reason" TEXT NOT NULL,
    "declaredBy" UUID NOT NULL,
    "declaredAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "decidedBy" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "minutesId" UUID,

    CONSTRAINT "StockDeclaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MinutesPaper" (
    "minutesId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MinutesPaper_pkey" PRIMARY KEY ("minutesId")
);

-- CreateIndex
CREATE INDEX "StockMovement_shiftId_idx" ON "StockMovement"("shiftId");

-- CreateIndex
CREATE INDEX "StockDeclaration_outcome_id_idx" ON "StockDeclaration"("outcome", "id");

-- CreateIndex
CREATE INDEX "StockTransfer_status_id_idx" ON "StockTransfer"("status", "id");

-- AddForeignKey
ALTER TABLE "StockMovement" ADD CONSTRAINT "StockMovement_shiftId_fkey" FOREIGN KEY ("shiftId") REFERENCES "Shift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockDeclaration" ADD CONSTRAINT "StockDeclaration_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MinutesPaper" ADD CONSTRAINT "MinutesPaper_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Blanks that were delivered before stores were kept: those of a station lie with it, the others in the factory's store.
UPDATE "BlankCard" b SET "storeCode" = coalesce(
  (SELECT m."centreCode" FROM "Machine" m WHERE m."id" = b."stationId"),
  (SELECT min(c."code") FROM "Centre" c WHERE NOT c."pickup"),
  (SELECT min(m."centreCode") FROM "Machine" m WHERE m."kind" = 'STATION'));
-- What was spoiled before is witnessed and destroyed like the rest.
INSERT INTO "Spoilage" ("blankSerial", "jobId", "failClass", "reason", "at", "actorId")
  SELECT DISTINCT ON (b."serial") b."serial", j."id", CASE WHEN t."reason" IN ('PRINT', 'DATA', 'CHIP') THEN t."reason" ELSE 'DAMAGE' END,
    coalesce(t."reason", 'DAMAGE'), t."at", coalesce(t."actorId", t."actorKind")
  FROM "BlankCard" b
    JOIN "Transition" t ON t."record" = 'blank card' AND t."recordId" = b."serial" AND t."event" = 'spoil'
    LEFT JOIN "PrintJob" j ON j."blankSerial" = b."serial" AND j."status" = 'SPOILED'
  WHERE b."status" = 'SPOILED' ORDER BY b."serial", t."version" DESC;
UPDATE "StockLot" l SET "storeCode" = (SELECT min(b."storeCode") FROM "BlankCard" b WHERE b."lotId" = l."id");
-- What a store gives out lowest first, and what is counted by place, shift and lot.
DROP INDEX "BlankCard_in_store";
CREATE INDEX "BlankCard_in_store" ON "BlankCard" ("storeCode", "serial") WHERE "status" = 'IN_STORE';
CREATE INDEX "BlankCard_elsewhere" ON "BlankCard" ("storeCode", "status") WHERE "status" IN ('IN_TRANSFER', 'SPOILED', 'LOST');
CREATE INDEX "BlankCard_in_transfer" ON "BlankCard" ("transferId", "serial") WHERE "status" = 'IN_TRANSFER';
CREATE INDEX "BlankCard_of_shift" ON "BlankCard" ("shiftId", "status") WHERE "shiftId" IS NOT NULL;
CREATE INDEX "BlankCard_of_lot" ON "BlankCard" ("lotId", "status");
CREATE INDEX "Spoilage_kept" ON "Spoilage" ("blankSerial") WHERE "destructionId" IS NULL;
CREATE INDEX "HotListAlarm_open" ON "HotListAlarm" ("at") WHERE "answerAt" IS NULL;
-- Movements and papers are only ever added.
CREATE TRIGGER "StockMovement_unchanged" BEFORE UPDATE OR DELETE ON "StockMovement"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "MinutesPaper_unchanged" BEFORE UPDATE OR DELETE ON "MinutesPaper"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- AlterTable
ALTER TABLE "QualityCheck" ADD COLUMN     "seq" SERIAL NOT NULL;

-- AlterTable
ALTER TABLE "Parcel" ADD COLUMN     "boxCapacity" INTEGER NOT NULL DEFAULT 200,
ADD COLUMN     "closedBy" UUID,
ADD COLUMN     "listPaper" TEXT,
ADD COLUMN     "offeredAt" TIMESTAMPTZ(3),
ADD COLUMN     "offeredBy" UUID,
ADD COLUMN     "settlementId" UUID;

-- AlterTable
ALTER TABLE "StationState" ADD COLUMN     "resumeReason" TEXT,
ADD COLUMN     "resumedAt" TIMESTAMPTZ(3),
ADD COLUMN     "resumedBy" UUID;

-- CreateTable
CREATE TABLE "QualityPolicy" (
    "id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "officerId" UUID NOT NULL,
    "policy" JSONB NOT NULL,

    CONSTRAINT "QualityPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "QualityPolicy_since_idx" ON "QualityPolicy"("since");

-- CreateIndex
CREATE INDEX "QualityCheck_stationId_seq_idx" ON "QualityCheck"("stationId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "ParcelItem_parcelId_box_position_key" ON "ParcelItem"("parcelId", "box", "position");

-- AddForeignKey
ALTER TABLE "Parcel" ADD CONSTRAINT "Parcel_settlementId_fkey" FOREIGN KEY ("settlementId") REFERENCES "Minutes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A scanned QR names a number: quality control, packing and receipt find the card by it.
CREATE INDEX "Card_not_handed_over" ON "Card" ("number") WHERE "status" IN ('MADE', 'DISPATCHED', 'REVOKED');
-- A policy that held once is never changed.
CREATE TRIGGER "QualityPolicy_unchanged" BEFORE UPDATE OR DELETE ON "QualityPolicy"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- AlterTable
ALTER TABLE "StationState" ADD COLUMN     "clockAheadMs" INTEGER,
ADD COLUMN     "faultAt" TIMESTAMPTZ(3),
ADD COLUMN     "faultReason" TEXT,
ADD COLUMN     "since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "CapacityForecast" ADD COLUMN     "classes" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "ribbons" INTEGER,
ADD COLUMN     "stockOutOn" DATE;

-- CreateTable
CREATE TABLE "FloorTally" (
    "lane" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "FloorTally_pkey" PRIMARY KEY ("lane","since")
);

-- CreateTable
CREATE TABLE "FloorTallyChange" (
    "id" BIGSERIAL NOT NULL,
    "lane" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "FloorTallyChange_pkey" PRIMARY KEY ("id")
);

-- The board's tally, as that of the forms: each statement on jobs, batch items and cards notes its sums as rows of its own, and whoever
-- shows the board is told. Nobody waits for a counter.

CREATE FUNCTION floor_time("plannedAt" timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN date_bin('10 minutes', "plannedAt", timestamptz '2000-01-01 00:00:00Z');

-- Where a card is that has passed quality control.
CREATE FUNCTION card_lane(status text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE status WHEN 'MADE' THEN 'PACKED' WHEN 'DISPATCHED' THEN 'DISPATCHED' END;

-- Null where the job is over: spoiled, cancelled, or its card has arrived.
CREATE FUNCTION floor_lane(job uuid, status text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE status
    WHEN 'PLANNED' THEN
      CASE WHEN EXISTS (SELECT 1 FROM "BatchItem" i WHERE i."jobId" = job) THEN 'BATCHED' ELSE 'INTAKE' END
    WHEN 'CLAIMED' THEN 'PRINTING'
    WHEN 'CARD_FED' THEN 'PRINTING'
    WHEN 'CHIP_WRITTEN' THEN 'PRINTING'
    WHEN 'PRINTED' THEN 'PRINTING'
    WHEN 'VERIFIED' THEN 'PRINTING'
    WHEN 'OUTCOME_UNKNOWN' THEN 'UNKNOWN'
    WHEN 'STACKED' THEN 'QUALITY_CONTROL'
    WHEN 'PASSED' THEN (SELECT card_lane(c."status") FROM "Card" c WHERE c."printJobId" = job)
  END;
END $$;

CREATE FUNCTION note_job_lanes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "FloorTallyChange" ("lane", "since", "change")
      SELECT lane, since, count(*) FROM (
        SELECT floor_lane("id", "status") AS lane, floor_time("plannedAt") AS since FROM added
      ) jobs WHERE lane IS NOT NULL GROUP BY 1, 2;
  ELSE
    INSERT INTO "FloorTallyChange" ("lane", "since", "change")
      SELECT lane, since, sum(one) FROM (
        SELECT floor_lane(a."id", a."status") AS lane, floor_time(a."plannedAt") AS since, 1 AS one
          FROM added a JOIN removed r USING ("id") WHERE a."status" <> r."status"
        UNION ALL
        SELECT floor_lane(r."id", r."status"), floor_time(r."plannedAt"), -1
          FROM added a JOIN removed r USING ("id") WHERE a."status" <> r."status"
      ) both_sides WHERE lane IS NOT NULL GROUP BY 1, 2 HAVING sum(one) <> 0;
  END IF;
  IF FOUND THEN PERFORM pg_notify('production_board', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "PrintJob_lanes_insert" AFTER INSERT ON "PrintJob"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_job_lanes();
CREATE TRIGGER "PrintJob_lanes_update" AFTER UPDATE ON "PrintJob"
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_job_lanes();

-- A planned job that is put into a batch, or leaves it.
CREATE FUNCTION note_batch_lanes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FloorTallyChange" ("lane", "since", "change")
    SELECT lane, since, sum(CASE WHEN (lane = 'BATCHED') = (TG_OP = 'INSERT') THEN jobs ELSE -jobs END) FROM (
      SELECT floor_time(j."plannedAt") AS since, count(*) AS jobs
      FROM changed i JOIN "PrintJob" j ON j."id" = i."jobId" WHERE j."status" = 'PLANNED' GROUP BY 1
    ) planned CROSS JOIN (VALUES ('BATCHED'), ('INTAKE')) lanes (lane) GROUP BY 1, 2;
  IF FOUND THEN PERFORM pg_notify('production_board', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "BatchItem_lanes_insert" AFTER INSERT ON "BatchItem"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_batch_lanes();
CREATE TRIGGER "BatchItem_lanes_delete" AFTER DELETE ON "BatchItem"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_batch_lanes();

-- A card that has passed leaves, arrives, or is revoked.
CREATE FUNCTION note_card_lanes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FloorTallyChange" ("lane", "since", "change")
    SELECT lane, since, sum(one) FROM (
      SELECT card_lane(a."status") AS lane, a."printJobId", 1 AS one
        FROM added a JOIN removed r USING ("id") WHERE a."status" <> r."status"
      UNION ALL
      SELECT card_lane(r."status"), r."printJobId", -1
        FROM added a JOIN removed r USING ("id") WHERE a."status" <> r."status"
    ) both_sides
    JOIN LATERAL (
      SELECT floor_time(j."plannedAt") AS since FROM "PrintJob" j
      WHERE j."id" = both_sides."printJobId" AND j."status" = 'PASSED'
    ) job ON true
    WHERE lane IS NOT NULL GROUP BY 1, 2 HAVING sum(one) <> 0;
  IF FOUND THEN PERFORM pg_notify('production_board', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Card_lanes_update" AFTER UPDATE ON "Card"
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_card_lanes();

-- What was kept and what was noted, for readers to add.
CREATE VIEW "FloorTallyNow" AS
  SELECT "lane", "since", "count" FROM "FloorTally"
  UNION ALL
  SELECT "lane", "since", "change" FROM "FloorTallyChange";

-- Adds what was noted to what is kept. One at a time; another that comes meanwhile has nothing to do.
CREATE FUNCTION fold_floor_tally() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  folded integer;
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
  SELECT count(*) INTO folded FROM gone;
  DELETE FROM "FloorTally" WHERE "count" = 0;
  RETURN folded;
END $$;

CREATE VIEW "FloorLanes" AS
  SELECT CASE
      WHEN j."status" <> 'PLANNED' THEN floor_lane(j."id", j."status")
      WHEN i."jobId" IS NULL THEN 'INTAKE' ELSE 'BATCHED'
    END AS "lane", floor_time(j."plannedAt") AS "since", count(*)::int AS "count"
  FROM "PrintJob" j LEFT JOIN "BatchItem" i ON i."jobId" = j."id"
  WHERE j."status" NOT IN ('PASSED', 'SPOILED', 'CANCELLED') GROUP BY 1, 2
  UNION ALL
  SELECT card_lane(c."status"), floor_time(j."plannedAt"), count(*)::int
  FROM "Card" c JOIN "PrintJob" j ON j."id" = c."printJobId"
  WHERE c."status" IN ('MADE', 'DISPATCHED') AND j."status" = 'PASSED' GROUP BY 1, 2;

-- Counts everything and notes what differs like any change, in the statement that found it: jobs may move meanwhile.
CREATE FUNCTION repair_floor_tally() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  repaired integer;
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
  SELECT count(*) INTO repaired FROM noted;
  RETURN repaired;
END $$;

INSERT INTO "FloorTally" ("lane", "since", "count") SELECT "lane", "since", sum("count") FROM "FloorLanes" GROUP BY 1, 2;

-- CreateIndex
CREATE INDEX "Shift_openedAt_idx" ON "Shift"("openedAt");

-- CreateIndex
CREATE INDEX "Shift_closedAt_idx" ON "Shift"("closedAt");

-- CreateIndex
CREATE INDEX "StationTime_shiftId_idx" ON "StationTime"("shiftId");

-- What else the board shows tells of its changes too; a station that only says that it is still there does not.
CREATE FUNCTION tell_board() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('production_board', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "StationState_board" AFTER UPDATE ON "StationState" FOR EACH ROW
  WHEN ((OLD."state", OLD."reason", OLD."stoppedAt") IS DISTINCT FROM (NEW."state", NEW."reason", NEW."stoppedAt"))
  EXECUTE FUNCTION tell_board();
CREATE TRIGGER "Shift_board" AFTER INSERT OR UPDATE ON "Shift" FOR EACH STATEMENT EXECUTE FUNCTION tell_board();
CREATE TRIGGER "Parcel_board" AFTER INSERT OR UPDATE ON "Parcel" FOR EACH STATEMENT EXECUTE FUNCTION tell_board();
CREATE TRIGGER "CapacityForecast_board" AFTER INSERT ON "CapacityForecast" FOR EACH STATEMENT EXECUTE FUNCTION tell_board();
