import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBack } from '../../../enrollment-kiosk/documents/read-back.ts'
import { signCollectionSlip } from '../../../server/issuance/sign-collection-slip.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { openHttp } from '../../support/http.ts'
import { isMissing } from '../../support/is-missing.ts'
import { officerOf } from '../../support/officers.ts'
import { drawPortrait } from '../../support/packets.ts'
import { refusalOf } from '../../support/refusals.ts'

const run = promisify(execFile)
const popplerMissing = isMissing(
  'pdfsig or pdftotext',
  ['pdfsig', 'pdftotext'].every((program) => spawnSync(program, ['-v']).error === undefined),
)

const officer = officerOf('RECEPTION')
let running: TestApp
let folder: string
beforeAll(async () => {
  running = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'slip-'))
  await keepCardPki(running.app)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true })
})

async function promisedFile(status: Parameters<typeof applicationIn>[1] = 'IN_PRODUCTION') {
  const { app } = running
  const file = await applicationIn(app, status, {
    promisedOn: new Date('2026-03-11'),
    portraitSha256: await app.blobs.put(await drawPortrait()),
    delivery: { kind: 'PICKUP', centre: 'HN001' },
    fee: { decision: 'DUE', amount: 30_000, rule: null, paper: null },
    surrendered: [{ kind: 'CMND9', number: '012345678', handling: 'KEPT_UNTIL_DELIVERY' }],
  })
  const finger = { applicationId: file.id, kind: 'FINGER', impression: 1 }
  await app.db.biometricSample.createMany({
    data: [
      { ...finger, position: 2, quality: 61 },
      { ...finger, position: 7, quality: 88 },
    ],
  })
  return file
}
const signed = (code: string) => signCollectionSlip(running.app, officer, { code })

async function poppler(program: 'pdfsig' | 'pdftotext', pdf: Uint8Array): Promise<string> {
  const file = join(folder, 'slip.pdf')
  await writeFile(file, pdf)
  const words = program === 'pdfsig' ? ['-nocert', file] : ['-layout', file, '-']
  return (await run(program, words)).stdout
}

/** What was drawn, without what signing appended. */
function drawn(pdf: Uint8Array): string {
  const text = Buffer.from(pdf).toString('latin1')
  return text.slice(0, text.indexOf('%%EOF'))
}

test.skipIf(popplerMissing)(
  'the slip of a file is a PDF that the signer of papers signed, as a whole',
  async () => {
    const { code, person } = await promisedFile()
    const pdf = await signed(code)
    const said = await poppler('pdfsig', pdf)
    expect(said).toContain('Signature Type: ETSI.CAdES.detached')
    expect(said).toContain('Signer Certificate Common Name: Slip Signer')
    expect(said).toContain('Total document signed')
    expect(said).toContain('Signature is Valid')
    const words = await poppler('pdftotext', pdf)
    const { name } = person as { name: string }
    for (const text of [
      name,
      code,
      '11/03/2026',
      '30.000 đồng',
      'ngón trỏ trái (88) · ngón trỏ phải (61)',
      'cắt góc',
    ])
      expect(words).toContain(text)
    const tampered = Uint8Array.from(pdf)
    const at = drawn(pdf).indexOf('/Title') + 12
    tampered[at] = (tampered[at] ?? 0) ^ 1
    expect(await poppler('pdfsig', tampered)).toContain('Digest Mismatch')
  },
)

test('its barcode is the code of the file, and it carries no QR of a kiosk', async () => {
  const { code } = await promisedFile()
  expect(await readBack(await signed(code))).toEqual({ barcode: code, qr: null })
})

test('it is drawn the same each time, and signed anew, each signature and each paper on record', async () => {
  const { app } = running
  const { id, code } = await promisedFile()
  const first = await signed(code)
  const signatures = await app.db.keySignature.count({ where: { purpose: 'SLIP' } })
  running.advanceClock(minutes(5))
  const second = await signed(code)
  expect(drawn(second)).toBe(drawn(first))
  expect(second).not.toEqual(first)
  expect(await app.db.keySignature.count({ where: { purpose: 'SLIP' } })).toBe(signatures + 1)
  const entries = await app.db.auditEntry.findMany({
    where: { action: 'application.sign-slip', subjectId: id },
  })
  expect(entries.map(({ actorId }) => actorId)).toEqual([officer.id, officer.id])
})

test('there is none where no card is promised, for another role or unit, for a stranger, and of an unknown file', async () => {
  const { app } = running
  const { code } = await promisedFile()
  for (const status of ['RECEIVED', 'RETURNED', 'REFUSED', 'ISSUED'] as const) {
    const other = await promisedFile(status)
    expect(await refusalOf(signed(other.code))).toBe('NOTHING_PROMISED')
  }
  const unpromised = await applicationIn(app, 'SCREENING')
  expect(await refusalOf(signed(unpromised.code))).toBe('NOTHING_PROMISED')
  const by = (actor: typeof officer) => refusalOf(signCollectionSlip(app, actor, { code }))
  expect(await by(officerOf('RECEPTION', '79'))).toBe('FORBIDDEN')
  expect(await by(officerOf('STOCK_KEEPER'))).toBe('FORBIDDEN')
  expect(await refusalOf(signed('HN001-90-260302-9999-A'))).toBe('NOT_FOUND')
  expect(await refusalOf(signed("x' OR 1"))).toBe('NOT_FOUND')
  const server = await openHttp(running)
  try {
    expect((await fetch(`${server.url}/applications/${code}/slip.pdf`)).status).toBe(401)
  } finally {
    await server.close()
  }
})
