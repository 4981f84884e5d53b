import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  adultNumber,
  childNumber,
  childPerson,
  hireOfficers,
  openDesk,
  packets,
  registryAnswer,
  sealChildFile,
  signChildFile,
  succeed,
  untilState,
} from './desk.ts'
import {
  makeDataDirectory,
  startKioskProcess,
  until,
  type KioskProcess,
  type KioskSettings,
} from './kiosk-process.ts'

let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let officers: ReturnType<typeof hireOfficers>
const started: KioskProcess[] = []

async function start(environment: KioskSettings['environment'] = {}): Promise<KioskProcess> {
  const kiosk = await startKioskProcess({ server: server.url, directory: directory.path, environment })
  started.push(kiosk)
  return kiosk
}

async function startDesk(environment: KioskSettings['environment'] = {}): Promise<KioskProcess> {
  const kiosk = await start(environment)
  await openDesk(kiosk)
  return kiosk
}

const outboxFiles = async () => (await readdir(join(directory.path, 'outbox'))).sort()
const draftFiles = () => readdir(join(directory.path, 'drafts'))
/** The draft goes right after the receipt is on disk. */
const untilDraftsAreGone = () => until(draftFiles, (names) => names.length === 0)

beforeEach(async () => {
  server = await startContractServer()
  officers = hireOfficers(server)
  server.registry = registryAnswer(childNumber, childPerson)
  directory = await makeDataDirectory()
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((kiosk) => kiosk.kill()))
  await server.close()
  await directory.remove()
})

describe('sending', () => {
  test('a sealed packet reaches the centre, opens there, and only its receipt stays on the kiosk', async () => {
    const kiosk = await startDesk()
    const { id, sha256 } = await sealChildFile(kiosk)
    await untilState(kiosk, sha256, 'RECEIVED')
    expect(await outboxFiles()).toEqual([`${id}.${sha256}.receipt.json`])
    await untilDraftsAreGone()

    const { manifest, signers, files } = await server.open(sha256)
    expect(manifest).toMatchObject({
      applicationCode: id,
      operator: officers.operator,
      supervisor: officers.supervisor,
      person: { name: 'ĐẶNG NGUYỄN THÙY DƯƠNG' },
      registry: { number: childNumber, version: 3 },
      registryUnreachable: false,
      claimedNumber: null,
    })
    expect(signers[0]).toBe(`OPERATOR ${officers.operator}`)
    expect(signers[1]).toBe(`KIOSK ${manifest.machine}`)
    expect(files.has('countersignature.jws')).toBe(true)
  })

  test('an upload that is cut is sent again, and the server holds one packet', async () => {
    server.packetFaults.push({ kind: 'cutUpload' }, { kind: 'cutUpload' })
    const kiosk = await startDesk()
    const { sha256 } = await sealChildFile(kiosk)
    await untilState(kiosk, sha256, 'RECEIVED')
    expect([...server.stored.keys()]).toEqual([sha256])
  })

  test('a receipt that is lost on its way is asked for with the same bytes', async () => {
    server.packetFaults.push({ kind: 'cutReceipt' })
    const kiosk = await startDesk()
    const { sha256 } = await sealChildFile(kiosk)
    await untilState(kiosk, sha256, 'RECEIVED')
    // The next try asks what arrived before it sends anything.
    expect(server.uploads.map((upload) => upload.sha256)).toEqual([sha256])
    expect([...server.stored.keys()]).toEqual([sha256])
  })

  test('a packet that broke off goes on in pieces from where the server stands', async () => {
    server.packetFaults.push({ kind: 'cutUpload' })
    const kiosk = await startDesk({ OUTBOX_PIECE_BYTES: '2048' })
    const { sha256 } = await sealChildFile(kiosk)
    await untilState(kiosk, sha256, 'RECEIVED')
    expect(server.uploads).toHaveLength(0)
    expect((await server.open(sha256)).manifest.person.name).toBe('ĐẶNG NGUYỄN THÙY DƯƠNG')
  })

  test('a receipt that the server of this installation did not sign removes nothing', async () => {
    server.packetFaults.push({ kind: 'forgedReceipt' }, { kind: 'answer', status: 503, retryAfter: 3000 })
    const kiosk = await startDesk()
    const { id, sha256 } = await sealChildFile(kiosk)
    await until(
      () => packets(kiosk),
      ([packet]) => packet?.state === 'WAITING' && packet.reason?.code === 'RECEIPT_INVALID',
    )
    expect(await outboxFiles()).toEqual([`${id}.${sha256}.cms`])
    expect(await draftFiles()).toEqual([id])
  })

  test('a busy server is left alone for as long as it asks', async () => {
    server.packetFaults.push({ kind: 'answer', status: 503, retryAfter: 1 })
    const kiosk = await startDesk()
    const { sha256 } = await sealChildFile(kiosk)
    await untilState(kiosk, sha256, 'RECEIVED')
    const [first, second] = server.uploads
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000)
  })

  test('while it waits, the outbox says why, and an officer can send at once', async () => {
    server.packetFaults.push({ kind: 'answer', status: 503, retryAfter: 3000 })
    const kiosk = await startDesk()
    const { sha256 } = await sealChildFile(kiosk)
    await until(
      () => packets(kiosk),
      ([packet]) => packet?.state === 'WAITING' && packet.reason?.code === 'BUSY',
    )
    expect((await kiosk.get('/outbox')).body['nextAttemptAt']).toEqual(expect.any(String))
    await kiosk.post('/outbox/send')
    await untilState(kiosk, sha256, 'RECEIVED')
  })

  test('a token that is no longer accepted is renewed within the same attempt', async () => {
    const kiosk = await startDesk()
    const before = server.tokensIssued()
    server.expireTokens()
    const { sha256 } = await sealChildFile(kiosk)
    await untilState(kiosk, sha256, 'RECEIVED')
    expect(server.tokensIssued()).toBe(before + 1)
    expect(server.uploads).toHaveLength(1)
  })

  test('a receipt for other bytes deletes nothing', async () => {
    server.packetFaults.push({ kind: 'wrongReceipt' }, { kind: 'answer', status: 503, retryAfter: 3000 })
    const kiosk = await startDesk()
    const { id, sha256 } = await sealChildFile(kiosk)
    await until(
      async () => server.uploads.length,
      (count) => count === 2,
    )
    await untilState(kiosk, sha256, 'WAITING')
    expect(await outboxFiles()).toEqual([`${id}.${sha256}.cms`])
    expect(await draftFiles()).toEqual([id])
  })

  test('one packet that breaks the server does not hold the next one back', async () => {
    server.packetFaults.push({ kind: 'answer', status: 500, retryAfter: 3000 })
    const kiosk = await startDesk()
    const first = await sealChildFile(kiosk)
    await until(
      () => packets(kiosk),
      (list) => list[0]?.reason !== null,
    )
    const second = await sealChildFile(kiosk)
    await untilState(kiosk, second.sha256, 'RECEIVED')
    await untilState(kiosk, first.sha256, 'WAITING')
  })
})

test('several files are sealed under one sign-in; one that may not be does not stop those behind it', async () => {
  const kiosk = await startDesk()
  const [first, second] = [await signChildFile(kiosk), await signChildFile(kiosk)]
  await succeed(kiosk.post(`/sessions/${second}/events`, { event: 'sendBack' }))
  const third = await signChildFile(kiosk)
  const codes = [first, second, 'HN001-07-000000-0000-A', third]
  const answer = await succeed(kiosk.post('/countersign', { codes }))
  expect(answer).toMatchObject({
    [first]: 'SEALED',
    [second]: { code: 'TRANSITION_REFUSED' },
    'HN001-07-000000-0000-A': { code: 'SESSION_UNKNOWN' },
    [third]: 'SEALED',
  })
  await until(
    () => packets(kiosk),
    (list) => list.length === 2 && list.every(({ state }) => state === 'RECEIVED'),
  )
  await succeed(kiosk.post('/officers/sign-out', { role: 'supervisor' }))
  expect((await kiosk.post('/countersign', { codes: [second] })).status).toBe(403)
})

describe('refusal', () => {
  test('a refused packet keeps the words of the server, is reopened under its code, and is sealed anew', async () => {
    server.packetFaults.push({ kind: 'refuse', code: 'SIGNER_UNTRUSTED' })
    const kiosk = await startDesk()
    const { id, sha256 } = await sealChildFile(kiosk)
    const refused = await untilState(kiosk, sha256, 'REFUSED')
    expect(refused.reason).toEqual({
      code: 'SIGNER_UNTRUSTED',
      vi: 'Từ chối: SIGNER_UNTRUSTED',
      en: 'Refused: SIGNER_UNTRUSTED',
    })

    const reopened = await succeed(kiosk.post(`/outbox/${sha256}/reopen`))
    expect(reopened).toMatchObject({ id, state: 'REVIEWING', packet: null })
    await succeed(kiosk.post(`/sessions/${id}/sign`))
    const again = await succeed(kiosk.post(`/sessions/${id}/countersign`))
    expect(again['packet']).not.toBe(sha256)
    await untilState(kiosk, String(again['packet']), 'RECEIVED')
    expect([...server.stored.keys()]).toEqual([again['packet']])
  })

  test('a refusal outlives a restart and is not sent again', async () => {
    server.packetFaults.push({ kind: 'refuse', code: 'PACKET_ALTERED' })
    const before = await startDesk()
    const { sha256 } = await sealChildFile(before)
    await untilState(before, sha256, 'REFUSED')
    await before.kill()
    const kiosk = await startDesk()
    expect(await packets(kiosk)).toMatchObject([
      { sha256, state: 'REFUSED', reason: { code: 'PACKET_ALTERED' } },
    ])
    expect(server.uploads).toHaveLength(1)
  })
})

describe('SIGKILL', () => {
  test('between seal and sending: the packet is sent by the next run, once', async () => {
    server.packetFaults.push({ kind: 'answer', status: 503, retryAfter: 3000 })
    const before = await startDesk()
    const { id, sha256 } = await sealChildFile(before)
    await before.kill()
    expect(server.stored.size).toBe(0)
    server.packetFaults.length = 0
    const kiosk = await start()
    await untilState(kiosk, sha256, 'RECEIVED')
    expect([...server.stored.keys()]).toEqual([sha256])
    expect((await server.open(sha256)).manifest.applicationCode).toBe(id)
  })

  test('between upload and receipt: the same bytes come again and have one effect', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    server.packetFaults.push({ kind: 'hold', until: held })
    const before = await startDesk()
    const { sha256 } = await sealChildFile(before)
    await until(
      async () => server.uploads.length,
      (count) => count === 1,
    )
    await before.kill()
    release()
    const kiosk = await start()
    await untilState(kiosk, sha256, 'RECEIVED')
    expect(server.uploads.map((upload) => upload.sha256)).toEqual([sha256, sha256])
    expect([...server.stored.keys()]).toEqual([sha256])
    await untilDraftsAreGone()
  })

  test('between the packet and its session: the session is found sealed, not sealed twice', async () => {
    const before = await startDesk()
    const id = await signChildFile(before)
    const draft = join(directory.path, 'drafts', id, 'session.box')
    const signedDraft = await readFile(draft)
    server.packetFaults.push({ kind: 'answer', status: 503, retryAfter: 3000 })
    const sealed = await succeed(before.post(`/sessions/${id}/countersign`))
    await before.kill()
    // As if the kill had come after the packet was on disk and before the session was saved.
    await writeFile(draft, signedDraft)
    server.packetFaults.push({ kind: 'answer', status: 503, retryAfter: 3000 })
    const kiosk = await startDesk()
    expect((await kiosk.get(`/sessions/${id}`)).body).toMatchObject({
      state: 'SEALED',
      packet: sealed['packet'],
    })
    expect((await kiosk.post(`/sessions/${id}/countersign`)).body['code']).toBe('TRANSITION_REFUSED')
    expect(await packets(kiosk)).toHaveLength(1)
  })

  test('between receipt and deletion: the packet goes, nothing is sent', async () => {
    server.packetFaults.push({ kind: 'answer', status: 503, retryAfter: 3000 })
    const before = await startDesk()
    const { id, sha256 } = await sealChildFile(before)
    await before.kill()
    const uploads = server.uploads.length
    const receipt = { sha256, applicationCode: id, receivedAt: new Date().toISOString() }
    await writeFile(join(directory.path, 'outbox', `${id}.${sha256}.receipt.json`), JSON.stringify(receipt))
    const kiosk = await start()
    expect(await packets(kiosk)).toMatchObject([{ sha256, state: 'RECEIVED' }])
    expect(await outboxFiles()).toEqual([`${id}.${sha256}.receipt.json`])
    expect(await draftFiles()).toEqual([])
    expect(server.uploads).toHaveLength(uploads)
  })

  test('at random moments of busy work: every sealed file arrives exactly once', async () => {
    const sealed = new Map<string, string>()
    for (let round = 0; round < 4; round++) {
      server.packetFaults.push({ kind: 'cutUpload' }, { kind: 'cutReceipt' })
      const kiosk = await startDesk()
      const work = Array.from({ length: 4 }, () =>
        sealChildFile(kiosk).then(
          ({ id, sha256 }) => sealed.set(id, sha256),
          () => undefined,
        ),
      )
      await Promise.race([...work.slice(round), Promise.all(work)])
      await kiosk.kill()
      await Promise.all(work)
    }
    server.packetFaults.length = 0
    const kiosk = await startDesk()
    await until(
      () => packets(kiosk),
      (list) => list.every(({ state }) => state === 'RECEIVED'),
    )
    const codes = [...server.stored.values()].map(({ receipt }) => receipt.applicationCode)
    expect(new Set(codes).size).toBe(codes.length)
    for (const [id, sha256] of sealed) expect(server.stored.get(sha256)?.receipt.applicationCode).toBe(id)
    expect(sealed.size).toBeGreaterThanOrEqual(4)
  })

  test('a second agent on the same data is refused, and a killed one leaves no lock', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow('Another agent is already running')
    await first.kill()
    await start()
  })
})

describe('application codes', () => {
  test('no code is given twice, whatever ends the agent', async () => {
    const codes: string[] = []
    for (let run = 0; run < 3; run++) {
      const kiosk = await startDesk()
      const begun = await succeed(kiosk.post('/sessions', { number: adultNumber, birthDate: '1990-05-20' }))
      codes.push(String(begun['id']))
      await kiosk.kill()
    }
    expect(codes.map((code) => code.split('-')[3])).toEqual(['0001', '0002', '0003'])
    expect(codes[0]).toMatch(/^HN001-07-\d{6}-0001-[A-Z]$/)
  })

  test('a damaged counter stops the agent rather than giving a code again', async () => {
    await mkdir(directory.path, { recursive: true })
    await writeFile(join(directory.path, 'application-codes.json'), '{"2026')
    await expect(start()).rejects.toThrow('counter of application codes is damaged')
  })
})

test('keys, token and drafts are for this user of the computer only', async () => {
  const kiosk = await startDesk()
  await signChildFile(kiosk)
  for (const name of ['station-key.json', 'machine-key.box', 'api-token.box', 'application-codes.json']) {
    expect((await stat(join(directory.path, name))).mode & 0o777).toBe(0o600)
  }
  expect((await stat(join(directory.path, 'drafts'))).mode & 0o777).toBe(0o700)
})
