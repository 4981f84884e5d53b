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
