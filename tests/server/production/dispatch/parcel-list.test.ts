import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepCardPki } from '../../../../server/pki/card/keep-card-pki.ts'
import { openParcel } from '../../../../server/production/dispatch/open-parcel.ts'
import { parcelListPaper } from '../../../../server/production/dispatch/parcel-list.ts'
import { sealParcel } from '../../../../server/production/dispatch/seal-parcel.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { clonedCards } from '../../../support/cloned-cards.ts'
import {
  openStation,
  packedParcel,
  passedCard,
  plannedJob,
  producer,
  newSeal,
  sealOf,
} from '../../../support/factory.ts'
import { isMissing } from '../../../support/is-missing.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'

const run = promisify(execFile)
const popplerMissing = isMissing('poppler-utils', spawnSync('pdfsig', ['-v']).error === undefined)
const zbarMissing = isMissing('zbarimg', spawnSync('zbarimg', ['--version']).error === undefined)

const issuer = officerOf('ISSUING_OFFICER')
let running: TestApp
let folder: string
let id: string
beforeAll(async () => {
  running = await testApp()
  const { app } = running
  folder = await mkdtemp(join(tmpdir(), 'parcel-list-'))
  await keepCardPki(app)
  await plannedJob(app)
  const { id: model } = await passedCard(app, await openStation(app))
  id = await packedParcel(app, [model, ...(await clonedCards(app, model, 5))], 4)
  await sealParcel(app, producer, { id, sealNumber: newSeal() })
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true })
})

test.skipIf(popplerMissing || zbarMissing)(
  'the sealed list names every card by box, without a person, with the parcel’s barcode and a signature that covers it',
  async () => {
    const { app } = running
    const parcel = await app.db.parcel.findUniqueOrThrow({
      where: { id },
      include: { items: { include: { card: { include: { application: true } } } } },
    })
    const file = join(folder, 'list.pdf')
    await writeFile(file, await parcelListPaper(app, producer, { id }))
    const { stdout: signature } = await run('pdfsig', ['-nocert', file])
    expect(signature).toContain('Signature is Valid')
    expect(signature).toContain('Total document signed')
    const { stdout: text } = await run('pdftotext', ['-layout', file, '-'])
    for (const { card } of parcel.items) {
      expect(text).toContain(card.serial)
      expect(text).toContain(card.application.code)
      const { name } = card.application.person as { name: string }
      expect(text.toUpperCase()).not.toContain(name.toUpperCase())
      expect(text).not.toContain(card.number)
    }
    expect(text).toContain('Hộp 1 · 4 thẻ')
    expect(text).toContain('Hộp 2 · 2 thẻ')
    expect(text).toContain(await sealOf(app, id))
    expect(text).toContain(parcel.listSha256)
    await run('pdftoppm', ['-r', '150', '-png', '-singlefile', file, join(folder, 'page')])
    const { stdout: bars } = await run('zbarimg', ['--quiet', '--raw', join(folder, 'page.png')])
    expect(bars.trim()).toBe(parcel.number)
  },
)

test('the list is for the factory, for the unit once it has taken the parcel over, and none is made before the seal, or of a list that was changed', async () => {
  const { app } = running
  expect(await refusalOf(parcelListPaper(app, officerOf('ISSUING_OFFICER', '79'), { id }))).toBe('NOT_FOUND')
  expect(await refusalOf(parcelListPaper(app, issuer, { id }))).toBe('LIST_AFTER_COUNT')
  await app.db.parcel.update({ where: { id }, data: { receivedAt: new Date(app.clock()) } })
  expect(await refusalOf(parcelListPaper(app, issuer, { id }))).toBe('NOT_REFUSED')
  expect(await refusalOf(parcelListPaper(app, officerOf('STOCK_KEEPER'), { id }))).toBe('FORBIDDEN')
  const { id: open } = await openParcel(app, producer, { centreCode: centres.here.code })
  expect(await refusalOf(parcelListPaper(app, producer, { id: open }))).toBe('PARCEL_NOT_SEALED')
  const { listPaper } = await app.db.parcel.findUniqueOrThrow({ where: { id } })
  await rm(join(app.env.dataDir, 'blobs', (listPaper ?? '').slice(0, 2), listPaper ?? ''))
  expect(await refusalOf(parcelListPaper(app, producer, { id }))).toBe('PAPER_GONE')
  await app.db.parcel.update({ where: { id }, data: { listSha256: '0'.repeat(64) } })
  expect(await refusalOf(parcelListPaper(app, producer, { id }))).toBe('PARCEL_LIST_BROKEN')
})
