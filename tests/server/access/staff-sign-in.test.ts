import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { days, publicUrl, type TestApp, testApp } from '../../support/app.ts'
import {
  askGraphql,
  type Credentials,
  type HttpServer,
  nobody,
  openHttp,
  signIn,
} from '../../support/http.ts'
import { type Account, hireOfficer, password } from '../../support/officers.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let server: HttpServer
let officer: Account
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  officer = await hireOfficer(running.app, 'APPROVER')
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const query = '{ session { officerId roles { role unitCode title { vi en } } } }'
const session = (credentials: Credentials) => askGraphql(server, { query }, credentials)

async function signedIn(account = officer): Promise<Credentials> {
  const { status, credentials } = await signIn(server, account)
  expect(status).toBe(200)
  return credentials
}

test('an officer signs in with a name and a password and is known by the session', async () => {
  const answer = await session(await signedIn())
  expect(answer.data?.['session']).toEqual({
    officerId: officer.actor.id,
    roles: [{ role: 'APPROVER', unitCode: '01', title: { vi: 'Lãnh đạo duyệt', en: 'Approver' } }],
  })
})

test('the session cookie is not readable by scripts and does not travel to other sites', async () => {
  const response = await fetch(`${server.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: publicUrl },
    body: JSON.stringify({ username: officer.username, password: officer.password }),
  })
  const [cookie = ''] = response.headers.getSetCookie()
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
})

describe('nobody is signed in', () => {
  test('with a wrong password or an unknown name: the two look the same', async () => {
    const before = await contentOf(running.app)
    const ask = async (username: string, password: string) => {
      const response = await fetch(`${server.url}/api/auth/sign-in/username`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: publicUrl },
        body: JSON.stringify({ username, password }),
      })
      return `${response.status} ${await response.text()}`
    }
    const wrong = await ask(officer.username, 'mat-khau-khac-han')
    expect(wrong).toMatch(/^401 /)
    expect(await ask('khong.co.ai', 'mat-khau-khac-han')).toBe(wrong)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('by another site', async () => {
    const response = await fetch(`${server.url}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://example.invalid', cookie: 'a=b' },
      body: JSON.stringify({ username: officer.username, password: officer.password }),
    })
    expect(response.status).toBe(403)
  })

  test('who makes an account of his own, asks for a reset or for another’s name', async () => {
    const before = await contentOf(running.app)
    const paths = [
      'sign-up/email',
      'sign-in/email',
      'request-password-reset',
      'reset-password',
      'is-username-available',
    ]
    const statuses = paths.map(async (path) => {
      const response = await fetch(`${server.url}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: publicUrl },
        body: JSON.stringify({ email: 'a@example.invalid', password, name: 'A', username: 'a.b.c' }),
      })
      return response.status
    })
    expect(await Promise.all(statuses)).toEqual(paths.map(() => 404))
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('without a session', async () => {
    expect(await session(nobody)).toMatchObject({ data: null, errors: ['UNAUTHENTICATED'] })
  })
})

describe('a session is over', () => {
  test('when its time is up', async () => {
    const credentials = await signedIn()
    await running.app.db.officerSession.updateMany({ data: { expiresAt: new Date(0) } })
    expect(await session(credentials)).toMatchObject({ data: null, errors: ['UNAUTHENTICATED'] })
  })

  test('when it is revoked in the database, or the officer signs out', async () => {
    const [revoked, ended] = [await signedIn(), await signedIn(await hireOfficer(running.app, 'RECEPTION'))]
    await running.app.db.officerSession.deleteMany({ where: { officerId: officer.actor.id } })
    const headers = { 'content-type': 'application/json', ...ended }
    const signedOut = await fetch(`${server.url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })
    expect(signedOut.status).toBe(200)
    for (const credentials of [revoked, ended]) {
      expect((await session(credentials)).errors).toEqual(['UNAUTHENTICATED'])
    }
  })

  test('when the account is closed', async () => {
    const account = await hireOfficer(running.app, 'RECEPTION')
    const credentials = await signedIn(account)
    await running.app.db.officer.update({ where: { id: account.actor.id }, data: { active: false } })
    expect((await session(credentials)).errors).toEqual(['UNAUTHENTICATED'])
  })

  test('and a forged or altered cookie opens none', async () => {
    const credentials = await signedIn()
    const cookie = (credentials['cookie'] ?? '').replace(/=(.)/, '=x$1')
    expect((await session({ cookie })).errors).toEqual(['UNAUTHENTICATED'])
  })
})

test('a role counts on the days of its assignment only', async () => {
  const account = await hireOfficer(running.app, 'APPROVER')
  const credentials = await signedIn(account)
  const roles = async () =>
    ((await session(credentials)).data?.['session'] as { roles: unknown[] } | undefined)?.roles
  await running.app.db.assignment.updateMany({
    where: { officerId: account.actor.id },
    data: { validTo: new Date('2026-03-03T00:00:00Z') },
  })
  running.advanceClock(days(1))
  expect(await roles()).toHaveLength(1)
  running.advanceClock(days(1))
  expect(await roles()).toBeUndefined()
})
