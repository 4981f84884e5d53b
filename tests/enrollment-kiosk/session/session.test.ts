import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  adultDetails,
  adultNumber,
  adultPerson,
  beginChild,
  bringPaper,
  childDetails,
  childNumber,
  childPerson,
  consent,
  hireOfficers,
  openDesk,
  registryAnswer,
  signChildFile,
  signIn,
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
const started: KioskProcess[] = []

async function start(environment: KioskSettings['environment'] = {}): Promise<KioskProcess> {
  const kiosk = await startKioskProcess({ server: server.url, directory: directory.path, environment })
  started.push(kiosk)
  return kiosk
}

async function startDesk(): Promise<KioskProcess> {
  const kiosk = await start()
  await openDesk(kiosk)
  return kiosk
}

async function beginAdult(kiosk: KioskProcess): Promise<string> {
  const begun = await succeed(
    kiosk.post('/sessions', { number: adultNumber, birthDate: adultPerson.birthDate }),
  )
  const id = String(begun['id'])
  await consent(kiosk, id)
  return id
}

const amputated = {
  exception: { kind: 'AMPUTATED', permanent: true, reason: 'Mất ngón do tai nạn lao động' },
}

beforeEach(async () => {
  server = await startContractServer()
  hireOfficers(server)
  server.registry = registryAnswer(adultNumber, adultPerson)
  directory = await makeDataDirectory()
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((kiosk) => kiosk.kill()))
  await server.close()
  await directory.remove()
})

describe('installation', () => {
  test('names the step it waits for and the fingerprint to read out, then goes on by itself', async () => {
    server.confirmMachines = false
    const kiosk = await start()
    const { body: waiting } = await until(
      () => kiosk.get('/status'),
      ({ body }) => (body['installation'] as { step: string }).step === 'CONFIRMATION',
    )
    expect(waiting['keyFingerprint']).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
    expect((await kiosk.post('/sessions', { birthDate: '1990' })).body['code']).toBe('OFFICER_NOT_SIGNED_IN')
    server.confirmMachines = true
    await openDesk(kiosk)
  })

  test('a server that cannot be reached is a named fault, not a hang', async () => {
    await server.goDown()
    const kiosk = await start()
    const status = await until(
      async () => (await kiosk.get('/status')).body['installation'] as Record<string, unknown>,
      ({ fault }) => fault !== null,
    )
    expect(status).toMatchObject({ step: 'REQUEST', fault: { code: 'SERVER_UNREACHABLE' } })
    await server.comeBack()
    await openDesk(kiosk)
  })

  test('faults of the configuration are all told at once', async () => {
    const broken = start({ SERVER_URL: 'http://ministry.example', CENTRE: 'hanoi', KIOSK_PORT: '99999' })
    await expect(broken).rejects.toThrow(/SERVER_URL[\s\S]*KIOSK_PORT[\s\S]*CENTRE/)
  })
})

describe('the local API', () => {
  test('answers nobody without the token', async () => {
    const kiosk = await start()
    const response = await fetch(`${kiosk.url}/status`)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'UNAUTHORISED' })
    const wrong = await fetch(`${kiosk.url}/status`, { headers: { authorization: 'Bearer wrong' } })
    expect(wrong.status).toBe(401)
  })

  test('refuses input by naming its fields, never its content', async () => {
    const kiosk = await startDesk()
    const id = await beginAdult(kiosk)
    const person = { ...adultPerson, sex: 'KHONG', name: '' }
    const { status, body } = await kiosk.post(`/sessions/${id}/details`, { ...adultDetails, person })
    expect(status).toBe(400)
    expect(body['code']).toBe('MALFORMED_REQUEST')
    expect(String(body['vi'])).toContain('person.sex')
    expect(JSON.stringify(body)).not.toContain('KHONG')
  })

  test('an unknown path, session or packet is 404', async () => {
    const kiosk = await startDesk()
    const paths = ['/nothing', '/sessions/HN001-07-261121-0001-A'] as const
    for (const path of paths) expect((await kiosk.get(path)).status).toBe(404)
    expect((await kiosk.post(`/outbox/${'0'.repeat(64)}/reopen`)).status).toBe(404)
  })
})

describe('officers', () => {
  test('a wrong password, and an account of another role, are refused', async () => {
    const kiosk = await startDesk()
    const wrong = await kiosk.post('/officers/sign-in', {
      username: 'operator1',
      password: 'x',
      role: 'operator',
    })
    expect(wrong).toMatchObject({ status: 403, body: { code: 'OFFICER_SIGN_IN_REFUSED' } })
    expect(await signIn(kiosk, 'operator1', 'supervisor')).toMatchObject({
      status: 403,
      body: { code: 'OFFICER_ROLE_REFUSED' },
    })
  })

  test('the officer who captured may not countersign', async () => {
    const operator = server.officers.get('operator1')
    if (operator) server.officers.set('both1', { id: operator.id, role: 'SUPERVISOR' })
    server.registry = registryAnswer(childNumber, childPerson)
    const kiosk = await startDesk()
    const id = await signChildFile(kiosk)
    await succeed(signIn(kiosk, 'both1', 'supervisor'))
    expect((await kiosk.post(`/sessions/${id}/countersign`)).body['code']).toBe('SAME_OFFICER')
  })

  test("one officer's files are neither shown to nor changed by another on the same computer", async () => {
    server.officers.set('operator2', { id: '6f1f0c52-3a52-4ff5-9d1f-1f0f8a0a9c11', role: 'OPERATOR' })
    const kiosk = await startDesk()
    const id = await beginAdult(kiosk)
    await succeed(signIn(kiosk, 'operator2', 'operator'))
    expect(await succeed(kiosk.get('/sessions'))).toEqual([])
    expect((await kiosk.get(`/sessions/${id}`)).body['code']).toBe('SESSION_UNKNOWN')
    expect((await kiosk.post(`/sessions/${id}/details`, adultDetails)).body['code']).toBe('SESSION_UNKNOWN')
    await succeed(kiosk.post('/officers/sign-out', { role: 'operator' }))
    expect((await kiosk.post(`/sessions/${id}/details`, adultDetails)).body['code']).toBe(
      'OFFICER_NOT_SIGNED_IN',
    )
  })

  test('a sign-in that ended at the server is said so', async () => {
    const kiosk = await startDesk()
    server.officers.delete('operator1')
    const begun = await kiosk.post('/sessions', { number: adultNumber, birthDate: '1990-05-20' })
    expect(begun).toMatchObject({ status: 403, body: { code: 'OFFICER_SESSION_ENDED' } })
  })
})

describe('the registry', () => {
  test('its answer is compared with what is declared, field by field', async () => {
    server.registry = registryAnswer(adultNumber, { ...adultPerson, name: "H'HEN  NIÊ", ethnicity: 'Kinh' })
    const kiosk = await startDesk()
    const id = await beginAdult(kiosk)
    const detailed = await succeed(kiosk.post(`/sessions/${id}/details`, adultDetails))
    const open = (detailed['comparison'] as { open: boolean }[]).filter((row) => row.open)
    expect(open).toMatchObject([{ field: 'ethnicity', registry: 'Kinh', declared: 'Ê Đê' }])
  })

  test.each([
    ['UNKNOWN', null],
    ['UNREACHABLE', 'UNREACHABLE'],
  ])('%s does not stop the desk: the file goes on, flagged', async (outcome, answer) => {
    server.registry = answer
    const kiosk = await startDesk()
    const begun = await succeed(
      kiosk.post('/sessions', { number: childNumber, birthDate: childPerson.birthDate }),
    )
    expect(begun).toMatchObject({ state: 'COMPARING', registryOutcome: outcome, registry: null })
    const id = await beginChild(kiosk)
    await succeed(kiosk.post(`/sessions/${id}/details`, childDetails))
    await succeed(kiosk.post(`/sessions/${id}/review`))
    await succeed(kiosk.post(`/sessions/${id}/sign`))
    const sealed = await succeed(kiosk.post(`/sessions/${id}/countersign`))
    await untilState(kiosk, String(sealed['packet']), 'RECEIVED')
    const { manifest } = await server.open(String(sealed['packet']))
    expect(manifest).toMatchObject({
      registry: null,
      registryUnreachable: outcome === 'UNREACHABLE',
      claimedNumber: childNumber,
    })
  })

  test('without the network the desk works and the packet waits', async () => {
    const kiosk = await startDesk()
    await server.goDown()
    const id = await signChildFile(kiosk)
    const sealed = await succeed(kiosk.post(`/sessions/${id}/countersign`))
    const sha256 = String(sealed['packet'])
    await until(
      async () => (await kiosk.get('/outbox')).body['packets'] as { reason: { code: string } | null }[],
      ([packet]) => packet?.reason?.code === 'SERVER_UNREACHABLE',
    )
    await server.comeBack()
    await untilState(kiosk, sha256, 'RECEIVED')
    expect((await server.open(sha256)).manifest.registryUnreachable).toBe(true)
  })

  test('an applicant who knows no number needs a filled form DC01', async () => {
    const kiosk = await startDesk()
    const id = await beginChild(kiosk, null)
    expect((await kiosk.get(`/sessions/${id}`)).body['registryOutcome']).toBe('NOT_ASKED')
    const detailed = await succeed(kiosk.post(`/sessions/${id}/details`, childDetails))
    expect(detailed['missing']).toMatchObject([{ code: 'IDENTITY_SOURCE_MISSING' }])
    await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'back' }))
    const formed = { ...childDetails, hasCollectionForm: true }
    const filled = await succeed(kiosk.post(`/sessions/${id}/details`, formed))
    expect(filled['missing']).toMatchObject([{ code: 'PAPER_MISSING' }])
    await succeed(bringPaper(kiosk, id, 'COLLECTION_FORM'))
    await succeed(kiosk.post(`/sessions/${id}/review`))
  })
})

describe('completeness', () => {
  test('a file with a hole is never reviewed, however often it is asked, and every hole is named', async () => {
    const kiosk = await startDesk()
    const id = await beginAdult(kiosk)
    await succeed(kiosk.post(`/sessions/${id}/details`, adultDetails))
    for (const position of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      await succeed(kiosk.post(`/sessions/${id}/fingers/${position}`, amputated))
    }
    for (let press = 0; press < 5; press++) {
      const { status, body } = await kiosk.post(`/sessions/${id}/review`)
      expect(status).toBe(422)
      expect(body).toMatchObject({
        code: 'CAPTURE_INCOMPLETE',
        missing: expect.arrayContaining([
          expect.objectContaining({ code: 'PORTRAIT_MISSING' }),
          expect.objectContaining({ code: 'FINGER_MISSING', position: 10 }),
        ]),
      })
    }
    expect((await kiosk.post(`/sessions/${id}/sign`)).body['code']).toBe('TRANSITION_REFUSED')
    expect((await kiosk.post(`/sessions/${id}/countersign`)).body['code']).toBe('TRANSITION_REFUSED')
    expect((await kiosk.get(`/sessions/${id}`)).body['state']).toBe('CAPTURING')
  })

  test('what a child must not have can be taken out again', async () => {
    const kiosk = await startDesk()
    const id = await beginChild(kiosk)
    await succeed(kiosk.post(`/sessions/${id}/details`, childDetails))
    await succeed(kiosk.post(`/sessions/${id}/fingers/1`, amputated))
    expect((await kiosk.post(`/sessions/${id}/review`)).body['missing']).toMatchObject([
      { code: 'FINGERS_NOT_ALLOWED' },
    ])
    await succeed(kiosk.delete(`/sessions/${id}/fingers/1`))
    await succeed(kiosk.post(`/sessions/${id}/review`))
  })

  test('no consent, no capture', async () => {
    const kiosk = await startDesk()
    const begun = { number: adultNumber, birthDate: adultPerson.birthDate }
    const id = String((await succeed(kiosk.post('/sessions', begun)))['id'])
    const refused = await kiosk.post(`/sessions/${id}/details`, adultDetails)
    expect(refused.body['code']).toBe('CONSENT_MISSING')
    expect((await kiosk.post(`/sessions/${id}/fingers/1`, amputated)).body['code']).toBe('TRANSITION_REFUSED')
  })

  test('a device that is not there is named', async () => {
    const kiosk = await startDesk()
    const id = await beginAdult(kiosk)
    await succeed(kiosk.post(`/sessions/${id}/details`, adultDetails))
    expect((await kiosk.post(`/sessions/${id}/fingers/1`)).body).toMatchObject({
      code: 'DEVICE_NOT_CONFIGURED',
    })
    expect((await kiosk.post(`/sessions/${id}/portrait`)).body).toMatchObject({
      code: 'DEVICE_NOT_CONFIGURED',
    })
  })
})

describe('the lifecycle', () => {
  test('clicking twice seals once', async () => {
    const kiosk = await startDesk()
    const id = await signChildFile(kiosk)
    const answers = await Promise.all([1, 2, 3].map(() => kiosk.post(`/sessions/${id}/countersign`)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => String(body['code']))
    for (const code of codes)
      expect(['SESSION_BUSY', 'TRANSITION_REFUSED', 'SESSION_UNKNOWN']).toContain(code)
    await until(
      async () => server.stored.size,
      (size) => size === 1,
    )
  })

  test('the supervisor sends back, the operator amends, and both sign again', async () => {
    const kiosk = await startDesk()
    const id = await signChildFile(kiosk)
    await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'sendBack' }))
    await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'amend' }))
    const person = { ...childPerson, placeOfOrigin: 'Xã Mẫu Hai, Thành phố Hà Nội' }
    await succeed(kiosk.post(`/sessions/${id}/details`, { ...childDetails, person }))
    await succeed(kiosk.post(`/sessions/${id}/review`))
    await succeed(kiosk.post(`/sessions/${id}/sign`))
    const sealed = await succeed(kiosk.post(`/sessions/${id}/countersign`))
    await untilState(kiosk, String(sealed['packet']), 'RECEIVED')
    expect((await server.open(String(sealed['packet']))).manifest.person.placeOfOrigin).toContain('Mẫu Hai')
  })

  test('a parked session goes on where it was parked, after a kill too', async () => {
    const before = await startDesk()
    const id = await beginAdult(before)
    await succeed(before.post(`/sessions/${id}/details`, adultDetails))
    await succeed(before.post(`/sessions/${id}/fingers/2`, amputated))
    await succeed(before.post(`/sessions/${id}/events`, { event: 'park' }))
    await before.kill()
    const kiosk = await startDesk()
    const resumed = await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'resume' }))
    expect(resumed).toMatchObject({
      state: 'CAPTURING',
      fingers: [{ position: 2, exception: { kind: 'AMPUTATED' } }],
    })
  })

  test('an operator who signed before a kill need only sign in again for the supervisor to agree', async () => {
    const before = await startDesk()
    const id = await signChildFile(before)
    await before.kill()
    const kiosk = await startDesk()
    const sealed = await succeed(kiosk.post(`/sessions/${id}/countersign`))
    await untilState(kiosk, String(sealed['packet']), 'RECEIVED')
  })

  test('an abandoned session leaves nothing on the disk', async () => {
    const kiosk = await startDesk()
    const id = await beginAdult(kiosk)
    await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'abandon' }))
    expect((await kiosk.get(`/sessions/${id}`)).status).toBe(404)
    expect(await readdir(join(directory.path, 'drafts'))).toEqual([])
  })

  test('another person can be looked for under the same code', async () => {
    const kiosk = await startDesk()
    const id = await beginAdult(kiosk)
    await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'change' }))
    server.registry = registryAnswer(childNumber, childPerson)
    const again = await succeed(
      kiosk.post(`/sessions/${id}/identity`, { number: childNumber, birthDate: childPerson.birthDate }),
    )
    expect(again).toMatchObject({ id, state: 'COMPARING', registry: { number: childNumber } })
  })
})

test('neither the log nor a file on disk shows a name or a number in clear', async () => {
  const kiosk = await startDesk()
  const id = await signChildFile(kiosk)
  await kiosk.stop()
  const draft = await readFile(join(directory.path, 'drafts', id, 'session.box'))
  for (const secret of [childPerson.name, childNumber]) {
    expect(kiosk.log()).not.toContain(secret)
    expect(draft.includes(Buffer.from(secret))).toBe(false)
  }
})
