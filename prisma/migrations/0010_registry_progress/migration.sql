-- AlterTable
ALTER TABLE "DailyReport" ADD COLUMN     "figures" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "FormTallyChange" (
    "id" BIGSERIAL NOT NULL,
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "FormTallyChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgressSnapshot" (
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "issued" INTEGER NOT NULL,
    "handedOut" INTEGER NOT NULL,
    "checked" INTEGER NOT NULL,
    "returned" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL,
    "scanned" INTEGER NOT NULL,
    "entered" INTEGER NOT NULL,
    "loaded" INTEGER NOT NULL,
    "void" INTEGER NOT NULL,
    "sentBack" INTEGER NOT NULL,

    CONSTRAINT "ProgressSnapshot_pkey" PRIMARY KEY ("unitCode","formKind","on")
);

-- CreateTable
CREATE TABLE "OverdueAlert" (
    "campaignId" UUID NOT NULL,
    "on" DATE NOT NULL,
    "unitCode" TEXT NOT NULL,
    "formKind" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,
    "done" INTEGER NOT NULL,
    "expected" INTEGER NOT NULL,

    CONSTRAINT "OverdueAlert_pkey" PRIMARY KEY ("campaignId","on","unitCode","formKind","step")
);

-- AddForeignKey
ALTER TABLE "OverdueAlert" ADD CONSTRAINT "OverdueAlert_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "CollectionCampaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

-- The tally. Each statement on "Form" notes its sums as rows of its own: counting adds no lock that two officers could wait
-- for, whatever order they move forms in. The rows are folded into "FormTally" every minute; readers add both.

CREATE FUNCTION form_tally_state(status text, handed_out_at timestamptz) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN status = 'ISSUED' AND handed_out_at IS NOT NULL THEN 'HANDED_OUT' ELSE status END;

CREATE FUNCTION note_form_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "FormTallyChange" ("unitCode", "formKind", "status", "change")
      SELECT "unitCode", "kind", form_tally_state("status", "handedOutAt"), count(*) FROM added GROUP BY 1, 2, 3;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "FormTallyChange" ("unitCode", "formKind", "status", "change")
      SELECT "unitCode", "kind", form_tally_state("status", "handedOutAt"), -count(*) FROM removed GROUP BY 1, 2, 3;
  ELSE
    INSERT INTO "FormTallyChange" ("unitCode", "formKind", "status", "change")
      SELECT "unitCode", "kind", state, sum(one) FROM (
        SELECT "unitCode", "kind", form_tally_state("status", "handedOutAt") AS state, 1 AS one FROM added
        UNION ALL
        SELECT "unitCode", "kind", form_tally_state("status", "handedOutAt"), -1 FROM removed
      ) both_sides
      GROUP BY 1, 2, 3 HAVING sum(one) <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Form_tally_insert" AFTER INSERT ON "Form"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_form_tally();
CREATE TRIGGER "Form_tally_update" AFTER UPDATE ON "Form"
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_form_tally();
CREATE TRIGGER "Form_tally_delete" AFTER DELETE ON "Form"
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_form_tally();

CREATE FUNCTION forget_form_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "FormTally";
  DELETE FROM "FormTallyChange";
  RETURN NULL;
END $$;
CREATE TRIGGER "Form_tally_truncate" AFTER TRUNCATE ON "Form"
  FOR EACH STATEMENT EXECUTE FUNCTION forget_form_tally();

-- What was kept and what was noted, for readers to add: not added here, since they add to coarser sums anyway.
CREATE VIEW "FormTallyNow" AS
  SELECT "unitCode", "formKind", "status", "count" FROM "FormTally"
  UNION ALL
  SELECT "unitCode", "formKind", "status", "change" FROM "FormTallyChange";

-- Adds what was noted to what is kept. One at a time; another that comes meanwhile has nothing to do.
CREATE FUNCTION fold_form_tally() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  folded integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('form tally')) THEN
    RETURN 0;
  END IF;
  WITH gone AS (
    DELETE FROM "FormTallyChange" RETURNING "unitCode", "formKind", "status", "change"
  ), added AS (
    INSERT INTO "FormTally" ("unitCode", "formKind", "status", "count")
      SELECT "unitCode", "formKind", "status", sum("change") FROM gone GROUP BY 1, 2, 3
      ON CONFLICT ("unitCode", "formKind", "status") DO UPDATE SET "count" = "FormTally"."count" + excluded."count"
  )
  SELECT count(*) INTO folded FROM gone;
  RETURN folded;
END $$;

CREATE FUNCTION form_tally_differences()
  RETURNS TABLE ("unitCode" text, "formKind" text, "state" text, "counted" integer, "tallied" integer)
  LANGUAGE sql STABLE AS $$
    SELECT "unitCode", "formKind", "status", coalesce(f."count", 0), coalesce(t."count", 0)
    FROM (
      SELECT "unitCode", "kind" AS "formKind", form_tally_state("status", "handedOutAt") AS "status", count(*)::int AS "count"
      FROM "Form" GROUP BY 1, 2, 3
    ) f
    FULL JOIN (
      SELECT "unitCode", "formKind", "status", sum("count")::int AS "count" FROM "FormTallyNow" GROUP BY 1, 2, 3
    ) t USING ("unitCode", "formKind", "status")
    WHERE coalesce(f."count", 0) <> coalesce(t."count", 0)
    ORDER BY 1, 2, 3
  $$;

-- The difference is noted like any change, in the statement that found it: forms may move meanwhile.
CREATE FUNCTION repair_form_tally()
  RETURNS TABLE ("unitCode" text, "formKind" text, "state" text, "counted" integer, "tallied" integer)
  LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('form tally'));
  RETURN QUERY
    WITH differences AS (SELECT * FROM form_tally_differences()), noted AS (
      INSERT INTO "FormTallyChange" ("unitCode", "formKind", "status", "change")
        SELECT d."unitCode", d."formKind", d."state", d."counted" - d."tallied" FROM differences d
    )
    SELECT * FROM differences;
END $$;

INSERT INTO "FormTally" ("unitCode", "formKind", "status", "count")
  SELECT "unitCode", "kind", form_tally_state("status", "handedOutAt"), count(*) FROM "Form" GROUP BY 1, 2, 3;

-- The worklist of forms in a state, unit by unit: a page at any depth is read from where it begins.
CREATE INDEX "Form_worklist" ON "Form" ("status", "unitCode", "serial");

-- An officer is assigned to a hamlet once at a time.
ALTER TABLE "CollectorAssignment" ADD CONSTRAINT "CollectorAssignment_no_overlap"
  EXCLUDE USING gist ("officerId" WITH =, "unitCode" WITH =, "hamlet" WITH =, daterange("validFrom", "validTo") WITH &&);

ALTER TABLE "CampaignTarget" ADD CONSTRAINT "CampaignTarget_positive" CHECK ("target" > 0);
CREATE INDEX "Obstacle_open" ON "Obstacle" ("ownerUnitCode", "id") WHERE "answeredAt" IS NULL;
