import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { type ThrowAwayToken, throwAwayToken } from '../../../server/pki/pkcs11/throw-away-token.ts'
import { claimPrintJob } from '../../../server/production/claim-print-job.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { openStation } from '../../support/factory.ts'
import { applicationAt } from '../../support/files.ts'
import { drawPortrait } from '../../support/packets.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'
import { isSoftHsmMissing, tokenVariables } from '../../support/token.ts'

describe.skipIf(await isSoftHsmMissing())('chips signed in a hardware module', () => {
  let token: ThrowAwayToken
  let running: TestApp
  beforeAll(async () => {
    token = await throwAwayToken()
    running = await testApp({ variables: { CHIP_PROFILE: 'cc-2024', ...tokenVariables(token) } })
    await keepCardPki(running.app)
  })
  afterAll(async () => {
    await running.close()
    await token.remove()
  })

  test('are not begun while it is away, and go on with the same jobs when it is back', async () => {
    const { app } = running
    const stations = await Promise.all([openStation(app, 2), openStation(app, 2)])
    const portraitSha256 = await app.blobs.put(await drawPortrait())
    for (let i = 0; i < 4; i++) await applicationAt(app, 'plan-print-job', { portraitSha256 })
    await runPipeline(app)
    const claimAll = () => Promise.all(stations.map((station) => refusalOf(claimPrintJob(app, station))))
    const facts = async () => ({
      records: await app.db.chipRecord.count(),
      audited: await app.db.keySignature.count({ where: { purpose: 'SOD' } }),
      waiting: await app.db.printJob.count({ where: { status: 'PLANNED', blankSerial: null } }),
    })
    expect(await claimAll()).toEqual(['NOT_REFUSED', 'NOT_REFUSED'])
    expect(await facts()).toEqual({ records: 2, audited: 2, waiting: 2 })
    const tokens = join(token.folder, 'tokens')
    renameSync(tokens, `${tokens}-away`)
    expect(await claimAll()).toEqual(['KEY_STORE_UNAVAILABLE', 'KEY_STORE_UNAVAILABLE'])
    expect(await facts()).toEqual({ records: 2, audited: 2, waiting: 2 })
    renameSync(`${tokens}-away`, tokens)
    expect(await claimAll()).toEqual(['NOT_REFUSED', 'NOT_REFUSED'])
    expect(await facts()).toEqual({ records: 4, audited: 4, waiting: 0 })
  })
})
