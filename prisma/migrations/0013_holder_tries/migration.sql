-- CreateTable
CREATE TABLE "HolderTry" (
    "code" TEXT NOT NULL,
    "hour" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,

    CONSTRAINT "HolderTry_pkey" PRIMARY KEY ("code","hour")
);

-- CreateIndex
CREATE INDEX "HolderTry_hour_idx" ON "HolderTry"("hour");
