-- registry_imports: staging apart from the register, what is wrong with each row, and what is still missing.

ALTER TABLE "ImportJob" DROP COLUMN "errorSha256";

ALTER TABLE "ImportedRow" ADD COLUMN "loadedVersion" INTEGER,
ADD COLUMN "livesIn" TEXT NOT NULL;

CREATE TABLE "ImportFault" (
    "jobId" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "line" BIGINT NOT NULL,
    "field" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "ImportFault_pkey" PRIMARY KEY ("jobId","phase","line","field","reason")
);

CREATE TABLE "ImportRepeat" (
    "jobId" UUID NOT NULL,
    "line" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "ImportRepeat_pkey" PRIMARY KEY ("jobId","line","kind")
);

-- Rows of a batch that a crash interrupts are read again from the file: staging needs no log.
CREATE UNLOGGED TABLE "ImportStagedPerson" (
    "batch" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "line" BIGINT NOT NULL,
    "residentId" UUID NOT NULL DEFAULT uuidv7(),
    "sourceKey" BYTEA NOT NULL,
    "contentHash" BYTEA NOT NULL,
    "number" TEXT,
    "drawn" TEXT,
    "legacyNumber" TEXT,
    "name" TEXT NOT NULL,
    "nameSearchKey" TEXT NOT NULL,
    "nameMatchingKey" TEXT NOT NULL,
    "nameTokenSetKey" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "birthYear" INTEGER NOT NULL,
    "sex" TEXT NOT NULL,
    "nationality" TEXT NOT NULL,
    "ethnicity" TEXT NOT NULL,
    "religion" TEXT,
    "bloodType" TEXT,
    "maritalStatus" TEXT,
    "birthRegistrationPlace" TEXT,
    "birthProvince" TEXT,
    "placeOfOrigin" TEXT,
    "unitId" INTEGER NOT NULL,
    "unitCode" TEXT NOT NULL,
    "addressText" TEXT NOT NULL,
    "currentUnitId" INTEGER,
    "currentText" TEXT,
    "fatherName" TEXT,
    "fatherNumber" TEXT,
    "motherName" TEXT,
    "motherNumber" TEXT,
    "spouseName" TEXT,
    "spouseNumber" TEXT,
    "representativeName" TEXT,
    "representativeNumber" TEXT,
    "headNumber" TEXT,
    "relationToHead" TEXT,
    "householdId" UUID NOT NULL DEFAULT uuidv7(),
    "missing" TEXT[],

    CONSTRAINT "ImportStagedPerson_pkey" PRIMARY KEY ("batch","line")
);

CREATE INDEX "ImportStagedPerson_batch_number_idx" ON "ImportStagedPerson"("batch", "number");

CREATE UNLOGGED TABLE "ImportStagedCard" (
    "batch" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "line" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameMatchingKey" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "unitCode" TEXT NOT NULL,
    "issuedOn" DATE,
    "issuedBy" TEXT,
    "expiresOn" DATE,
    "archivePlace" TEXT,

    CONSTRAINT "ImportStagedCard_pkey" PRIMARY KEY ("batch","line")
);

ALTER TABLE "ImportFault" ADD CONSTRAINT "ImportFault_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "ImportJob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ImportRepeat" ADD CONSTRAINT "ImportRepeat_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "ImportJob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The worklist of people to top up: by unit and item, in the order of the people's ids.
CREATE INDEX "ImportedRow_to_top_up" ON "ImportedRow" ("livesIn", "residentId") WHERE "missing" <> '{}';

-- Cards that wait for an officer.
CREATE INDEX "UnmatchedLegacyCard_open" ON "UnmatchedLegacyCard" ("unitCode", "id") WHERE "settledAt" IS NULL;
