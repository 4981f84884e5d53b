/** Citizens sign in: by a code that a real mail server takes, and at a real OpenID provider. */
import { rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import Provider from 'oidc-provider'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askSignInCode } from '../../../server/portal/sign-in/ask-code.ts'
import { codeOf } from '../../../server/portal/sign-in/one-time-code.ts'
import { networkOf } from '../../../server/portal/sign-in/network-of.ts'
import { CodeNotSent } from '../../../server/portal/sign-in/send-otp.ts'
import { sendSignInCode } from '../../../server/portal/sign-in/send-code.ts'
import { anonymousActor } from '../../../server/kernel/actor.ts'
import { minutes, publicUrl, type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { askGraphql, type HttpServer, nobody, openHttp, refusalIn, signIn } from '../../support/http.ts'
import { hireOfficer } from '../../support/officers.ts'
import { type Applicant, freeNumber, registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'

const clientSecret = 'mat-khau-cua-cong-can-cuoc-thu-nghiem'

let running: TestApp
let server: HttpServer
let post: SMTPServer
let mails: { readonly to: string; readonly text: string }[]
let postClosed: boolean
let provider: Server
/** What the provider says of an account. */
let numberOfAccount: string
let secretFile: string

beforeAll(async () => {
  mails = []
  postClosed = false
  post = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (postClosed) return done(Object.assign(new Error('later'), { responseCode: 451 }))
        const to = session.envelope.rcptTo.map(({ address }) => address).join(' ')
        mails.push({ to, text: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => post.listen(0, '127.0.0.1', resolve))
  const { port: mailPort } = post.server.address() as AddressInfo
  provider = createServer()
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  const answer = providerAt(issuer).callback()
  provider.on('request', (request, response) => void answer(request, response))
  secretFile = join(tmpdir(), `citizen-id-oidc-${randomUUID()}`)
  writeFileSync(secretFile, `${clientSecret}\n`, { mode: 0o600 })
  running = await testApp({
    variables: {
      SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
      SIGN_IN_CODES_PER_NETWORK: '12',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'cong-can-cuoc',
      OIDC_CLIENT_SECRET_FILE: secretFile,
    },
  })
  server = await openHttp(running)
})

afterAll(async () => {
  await server?.close()
  await running?.close()
  provider?.close()
  provider?.closeAllConnections()
  if (secretFile) rmSync(secretFile)
  if (post) await new Promise<void>((resolve) => post.close(resolve))
})

beforeEach(() => {
  postClosed = false
  // Another hour, so that no test meets the limits of one before it.
  running.advanceClock(minutes(61))
})

/** A provider that vouches for citizens, as independent software has it; its consent screen is its own. */
function providerAt(issuer: string): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: 'cong-can-cuoc',
        client_secret: clientSecret,
        redirect_uris: [`${publicUrl}/citizen/oidc/back`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', 'citizen_number'] },
    pkce: { required: () => true },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, citizen_number: numberOfAccount }),
    }),
  })
}

/** Somebody in the register who can be written to. */
async function reachable(): Promise<Applicant & { readonly email: string }> {
  const applicant = await registerResident(running.app)
  const email = `cong-dan-${applicant.residentId}@example.vn`
  await running.app.db.resident.update({ where: { id: applicant.residentId }, data: { email } })
  return { ...applicant, email }
}

const send = (path: string, body: unknown, cookie = '') =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })

async function challengeFor(person: Applicant, birthDate: string = person.person.birthDate): Promise<string> {
  const asked = await send('/citizen/code', { number: person.number, birthDate, channel: 'SMS' })
  expect(asked.status).toBe(200)
  const answer = (await asked.json()) as { challenge: string; minutes: number }
  expect(Object.keys(answer)).toEqual(['challenge', 'minutes'])
  return answer.challenge
}

const cookieIn = (response: Response, name: string) =>
  response.headers
    .getSetCookie()
    .find((line) => line.startsWith(`${name}=`))
    ?.split(';')[0]

async function signedIn(person: Applicant): Promise<string> {
  const challenge = await challengeFor(person)
  const answer = await send('/citizen/sign-in', { challenge, code: codeOf(running.app, challenge) })
  expect(answer.status).toBe(200)
  return cookieIn(answer, 'citizen') ?? ''
}

async function whoAsks(cookie: string): Promise<readonly string[]> {
  const query = '{ citizenPeople { name as } }'
  const { data, errors } = await askGraphql(server, { query }, { cookie, 'x-signed-in-as': 'citizen' })
  const people = data?.['citizenPeople'] as { name: string; as: string }[] | undefined
  return people ? people.map(({ name, as }) => `${as} ${name}`) : errors
}

describe('by a code', () => {
  test('a citizen gets it by mail and is let in, and the code stands in no job, row, log or audit', async () => {
    const person = await reachable()
    const challenge = await challengeFor(person)
    const jobs = await running.app.db.$queryRaw<{ payload: unknown }[]>`
      SELECT payload FROM graphile_worker._private_jobs`
    await sendSignInCode(running.app, { challengeId: challenge })
    const mail = mails.find(({ to }) => to === person.email)
    const code = codeOf(running.app, challenge)
    expect(mail?.text).toContain(code)
    for (const secret of [person.number, person.person.name]) expect(mail?.text).not.toContain(secret)
    const row = await running.app.db.otpChallenge.findUniqueOrThrow({ where: { id: challenge } })
    const entries = await running.app.db.auditEntry.findMany({
      where: { subjectId: challenge },
      select: { action: true, details: true },
    })
    const kept = JSON.stringify([jobs, row, entries, running.logged])
    for (const secret of [code, person.number, person.person.birthDate]) expect(kept).not.toContain(secret)
    const answer = await send('/citizen/sign-in', { challenge, code: `${code.slice(0, 3)} ${code.slice(3)}` })
    const line = answer.headers.getSetCookie()[0]
    expect(line).toMatch(/^citizen=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await whoAsks(cookieIn(answer, 'citizen') ?? '')).toEqual([`SELF ${person.person.name}`])
  })

  test('is told the same for a number of nobody and for another birth date, and nobody is written to', async () => {
    const person = await reachable()
    const nobodys = { ...person, number: freeNumber() }
    const before = mails.length
    for (const challenge of [await challengeFor(nobodys), await challengeFor(person, '1990-05-21')]) {
      await sendSignInCode(running.app, { challengeId: challenge })
      const tried = await send('/citizen/sign-in', { challenge, code: codeOf(running.app, challenge) })
      expect(await refusalIn(tried)).toBe('422 WRONG_CODE')
    }
    expect(mails).toHaveLength(before)
  })

  test('five wrong tries, however many come at once, use it up; so does the right one', async () => {
    const person = await reachable()
    const challenge = await challengeFor(person)
    const code = codeOf(running.app, challenge)
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    const tries = Array.from({ length: 20 }, () => send('/citizen/sign-in', { challenge, code: wrong }))
    for (const tried of await Promise.all(tries)) expect(await refusalIn(tried)).toBe('422 WRONG_CODE')
    const { tries: counted } = await running.app.db.otpChallenge.findUniqueOrThrow({
      where: { id: challenge },
    })
    expect(counted).toBe(5)
    expect(await refusalIn(await send('/citizen/sign-in', { challenge, code }))).toBe('422 WRONG_CODE')
    const second = await challengeFor(person)
    const twice = await Promise.all(
      [1, 2].map(() => send('/citizen/sign-in', { challenge: second, code: codeOf(running.app, second) })),
    )
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 422])
  })

  test('is good for five minutes', async () => {
    const challenge = await challengeFor(await reachable())
    running.advanceClock(minutes(5))
    const tried = await send('/citizen/sign-in', { challenge, code: codeOf(running.app, challenge) })
    expect(await refusalIn(tried)).toBe('422 WRONG_CODE')
  })

  test('is sent five times in an hour to one person, and only so often to one network', async () => {
    const person = await reachable()
    for (let i = 0; i < 5; i++) await challengeFor(person)
    const sixth = await send('/citizen/code', {
      number: person.number,
      birthDate: person.person.birthDate,
      channel: 'SMS',
    })
    expect(await refusalIn(sixth)).toBe('422 TOO_MANY_CODES')
    expect(sixth.headers.get('retry-after')).toBe('3600')
    for (let i = 0; i < 7; i++) await challengeFor({ ...person, number: freeNumber() })
    const ask = (network: string) =>
      refusalOf(
        askSignInCode(running.app, anonymousActor, {
          number: freeNumber(),
          birthDate: '1990',
          channel: 'SMS',
          network,
        }),
      )
    expect([await ask('127.0.0.1'), await ask('192.0.2.7')]).toEqual(['TOO_MANY_CODES', 'NOT_REFUSED'])
  })

  test('is tried again where the mail server is away, and given up when it is too late', async () => {
    const challenge = await challengeFor(await reachable())
    const before = mails.length
    postClosed = true
    await expect(sendSignInCode(running.app, { challengeId: challenge })).rejects.toThrow(CodeNotSent)
    postClosed = false
    await sendSignInCode(running.app, { challengeId: challenge })
    expect(mails).toHaveLength(before + 1)
    running.advanceClock(minutes(6))
    await sendSignInCode(running.app, { challengeId: challenge })
    expect(mails).toHaveLength(before + 1)
  })

  test('goes to what an officer took down where the register knows nothing, never to what was changed online', async () => {
    const person = await registerResident(running.app)
    const email = `ho-so-${person.residentId}@example.vn`
    const file = await applicationIn(running.app, 'ISSUED', { applicant: person, email })
    await sendSignInCode(running.app, { challengeId: await challengeFor(person) })
    expect(mails.at(-1)?.to).toBe(email)
    await running.app.db.application.update({
      where: { id: file.id },
      data: { email: 'ke-gian@example.vn', flags: ['CONTACT_CHANGED_ONLINE'] },
    })
    await sendSignInCode(running.app, { challengeId: await challengeFor(person) })
    expect(mails.filter(({ to }) => to === 'ke-gian@example.vn')).toEqual([])
  })
})

describe('a session', () => {
  test('ends thirty minutes after its last request, and never outlives the person', async () => {
    const person = await reachable()
    const cookie = await signedIn(person)
    running.advanceClock(minutes(29))
    expect(await whoAsks(cookie)).toHaveLength(1)
    running.advanceClock(minutes(29))
    expect(await whoAsks(cookie)).toEqual([`SELF ${person.person.name}`])
    running.advanceClock(minutes(31))
    expect(await whoAsks(cookie)).toEqual(['UNAUTHENTICATED'])
    const later = await signedIn(person)
    await running.app.db.resident.update({
      where: { id: person.residentId },
      data: { deathOn: '2026-03-01' },
    })
    expect(await whoAsks(later)).toEqual(['UNAUTHENTICATED'])
  })

  test('ends with signing out, and all of them on request', async () => {
    const person = await reachable()
    const [here, there] = [await signedIn(person), await signedIn(person)]
    const left = await send('/citizen/sign-out', {}, here)
    expect(left.headers.getSetCookie()[0]).toContain('citizen=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
    expect([await whoAsks(here), (await whoAsks(there)).length]).toEqual([['UNAUTHENTICATED'], 1])
    const query = 'mutation { endCitizenSessions }'
    const { data } = await askGraphql(server, { query }, { cookie: there, 'x-signed-in-as': 'citizen' })
    expect(data?.['endCitizenSessions']).toBe(1)
    expect(await whoAsks(there)).toEqual(['UNAUTHENTICATED'])
  })

  test('opens nothing of officers, and an officer’s opens nothing of citizens', async () => {
    const cookie = await signedIn(await reachable())
    const officers = await askGraphql(server, { query: '{ session { name } }' }, { cookie })
    expect(officers.errors).toEqual(['FORBIDDEN'])
    const { credentials } = await signIn(server, await hireOfficer(running.app, 'REGISTRAR'))
    expect(await askGraphql(server, { query: '{ citizenPeople { name } }' }, credentials)).toMatchObject({
      errors: ['FORBIDDEN'],
    })
    // Both at once, as on one computer: each page says who asks.
    const both = { ...credentials, cookie: `${credentials['cookie']}; ${cookie}` }
    expect((await askGraphql(server, { query: '{ session { name } }' }, both)).errors).toEqual([])
    expect(await whoAsks(both.cookie)).toHaveLength(1)
    expect(await askGraphql(server, { query: '{ citizenPeople { name } }' }, nobody)).toMatchObject({
      errors: ['UNAUTHENTICATED'],
    })
  })
})

describe('at an OpenID provider', () => {
  /** Follows the provider's pages as a browser does, until it sends the browser back. */
  async function walk(address: string): Promise<string> {
    const jar = new Map<string, string>()
    let next = address
    let form: URLSearchParams | null = null
    for (let step = 0; step < 12; step++) {
      if (next.startsWith(publicUrl)) return next
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(next, {
        redirect: 'manual',
        headers: { cookie },
        ...(form && { method: 'POST', body: form }),
      })
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
        jar.set(name, value)
      }
      const page = await answer.text()
      form = null
      const location = answer.headers.get('location')
      if (location) next = new URL(location, next).href
      else {
        const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
        next = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', next).href
        form = new URLSearchParams({ prompt, login: 'tai-khoan-1', password: 'x' })
      }
    }
    throw new Error('the provider leads nowhere')
  }

  /** To the provider and back; the way back may be changed by somebody in between. */
  async function throughProvider(change = (address: string) => address) {
    const leaving = await fetch(`${server.url}/citizen/oidc`, { redirect: 'manual' })
    const to = leaving.headers.get('location') ?? ''
    const question = new URL(to).searchParams
    expect(question.get('code_challenge_method')).toBe('S256')
    expect(question.get('nonce')).toMatch(/.{20}/)
    const back = change((await walk(to)).replace(publicUrl, server.url))
    const cookie = cookieIn(leaving, 'citizen-leave') ?? ''
    return fetch(back, { redirect: 'manual', headers: { cookie } })
  }

  test('a citizen is let in by the number that the provider vouches for', async () => {
    const person = await registerResident(running.app)
    numberOfAccount = person.number
    const back = await throughProvider()
    expect([back.status, back.headers.get('location')]).toEqual([303, '/cong-dan'])
    expect(await whoAsks(cookieIn(back, 'citizen') ?? '')).toEqual([`SELF ${person.person.name}`])
    const session = await running.app.db.citizenSession.findFirstOrThrow({
      where: { residentId: person.residentId },
    })
    expect(session.by).toBe('OIDC')
  })

  test('nobody is let in with another’s answer, a changed state, or a number outside the register', async () => {
    numberOfAccount = (await registerResident(running.app)).number
    const changed = await throughProvider((address) => address.replace(/state=[^&]+/, 'state=cua-nguoi-khac'))
    expect(changed.headers.get('location')).toBe('/cong-dan#PROVIDER_FAILED')
    const foreign = await fetch((await walk(await leave())).replace(publicUrl, server.url), {
      redirect: 'manual',
    })
    expect(foreign.headers.get('location')).toBe('/cong-dan#PROVIDER_FAILED')
    numberOfAccount = freeNumber()
    const unknown = await throughProvider()
    expect(unknown.headers.get('location')).toBe('/cong-dan#CITIZEN_UNKNOWN')
    for (const answer of [changed, foreign, unknown]) expect(cookieIn(answer, 'citizen')).toBeUndefined()
    const said = await fetch(`${server.url}/citizen/session`)
    expect(await said.json()).toEqual({ signedIn: false, oidc: true })
  })

  const leave = async () =>
    (await fetch(`${server.url}/citizen/oidc`, { redirect: 'manual' })).headers.get('location') ?? ''
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('the network of %s is %s', (ip, network) => {
  expect(networkOf({ ip })).toBe(network)
})
