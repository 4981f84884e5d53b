import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { openChipPictureMaker } from './biometrics/chip-pictures.ts'
import { startFaceEngine } from './biometrics/face-engine.ts'
import { openFingerReader } from './biometrics/finger-reader.ts'
import type { ServerApp } from './graphql/context.ts'
import type { App } from './kernel/app.ts'
import { fileBlobs } from './kernel/blobs.ts'
import { type Clock, systemClock } from './kernel/clock.ts'
import { openDatabase } from './kernel/db.ts'
import type { Env } from './kernel/env.ts'
import { createLogger } from './kernel/logger.ts'
import { openCardKeys } from './pki/card-keys.ts'
import { openFileKeyStore } from './pki/file-key-store.ts'
import { openAuthority, packetTrust } from './pki/issuing.ts'
import { openReceiptSigner } from './pki/receipt-key.ts'
import { ensureTokenKey } from './pki/sign-in-machine.ts'
import { openLookUpGuard } from './portal/look-up-guard.ts'
import { localRegistry } from './registry/local-registry.ts'
import { remoteRegistry } from './registry/remote-registry.ts'
import type { ResidentRegistry } from './registry/resident-registry.ts'
import { keptSecret } from './secrets.ts'
import { prepareQueue } from './jobs/worker.ts'

export interface Running {
  readonly app: ServerApp
  readonly pool: Pool
  close(): Promise<void>
}

/** Puts the parts together over a migrated database. Tests pass their own clock. */
export async function createApp(
  env: Env,
  { databaseUrl, publicUrl, clock = systemClock }: { databaseUrl: string; publicUrl: string; clock?: Clock },
): Promise<Running> {
  const { db, pool, close } = openDatabase(databaseUrl, env.database.connections)
  await prepareQueue(pool)
  const keyEncryptionKey = await keptSecret(join(env.dataDir, 'secrets/blobs.key'), 32)
  const base: App = {
    env,
    clock,
    publicUrl,
    db,
    pool,
    log: createLogger(env.logLevel),
    blobs: fileBlobs(join(env.dataDir, 'blobs'), keyEncryptionKey),
  }
  const keys = await openFileKeyStore({
    directory: join(env.dataDir, 'keys'),
    wrappingKeyFile: join(env.dataDir, 'secrets/keys.key'),
  })
  const cardKeys = openCardKeys(env.cardKeys)
  const withKeys = { ...base, keys, cardKeys }
  await ensureTokenKey(keys)
  const withAuthority = { ...withKeys, authority: await openAuthority(withKeys) }
  const portalKey = await keptSecret(join(env.dataDir, 'secrets/portal.key'), 32)
  const app: ServerApp = {
    ...withAuthority,
    receipts: openReceiptSigner(withAuthority),
    packetTrust: await packetTrust(withKeys),
    // Packets come sealed and stay so.
    packets: fileBlobs(join(env.dataDir, 'packets'), null),
    registry: await registryOf(withKeys),
    fingers: openFingerReader(env.biometrics.threads),
    faces: startFaceEngine(),
    chipPictures: openChipPictureMaker(),
    chipKeySecret: await keptSecret(join(env.dataDir, 'secrets/chip-keys.key'), 32),
    portalKey,
    lookUps: openLookUpGuard({ clock, secret: portalKey, asksPerMinute: env.lookUpsPerMinute }),
    shareKey: await keptSecret(join(env.dataDir, 'secrets/abis-share.key'), 32),
  }
  return {
    app,
    pool,
    close: () =>
      Promise.all([
        close(),
        app.fingers.close(),
        app.faces.close(),
        app.chipPictures.close(),
        cardKeys.close(),
      ]).then(() => undefined),
  }
}

async function registryOf(app: App & Pick<ServerApp, 'keys'>): Promise<ResidentRegistry> {
  const { mode, url, caFile, certificateFile, keyFile, timeoutMs } = app.env.registry
  if (mode === 'local') return localRegistry(app)
  const [ca, certificate, key] = await Promise.all(
    [caFile, certificateFile, keyFile].map((file) => readFile(file, 'utf8')),
  )
  return remoteRegistry(app, { url, ca: ca ?? '', certificate: certificate ?? '', key: key ?? '', timeoutMs })
}
