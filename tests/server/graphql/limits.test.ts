import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { askGraphql, csrfHeader, type HttpServer, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer } from '../../support/officers.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [csrfHeader]: '1', ...headers },
    body,
  })

const status = 'applicationStatus(code: "HN001-01-260302-0001-T", birthDate: "1990") { __typename }'

describe('a question is refused before it runs', () => {
  test('when it is nested deeper than any screen asks', async () => {
    const nested = (depth: number) =>
      `{ ${'... on Query { '.repeat(depth)} __typename ${'} '.repeat(depth)} }`
    const answer = await askGraphql(server, { query: nested(12) })
    expect(answer).toMatchObject({ data: null, errors: ['QUESTION_TOO_LARGE'] })
    expect(answer.text).toContain('quá sâu')
    expect((await askGraphql(server, { query: nested(8) })).data).toEqual({ __typename: 'Query' })
  })

  test('when it asks the same in more than fifteen ways', async () => {
    const aliases = (count: number) =>
      `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${status}`).join(' ')} }`
    expect(await askGraphql(server, { query: aliases(16) })).toMatchObject({
      data: null,
      errors: ['QUESTION_TOO_LARGE'],
    })
    expect((await askGraphql(server, { query: aliases(15) })).errors).toEqual([])
  })

  test('when it comes in a batch', async () => {
    const one = { query: `{ ${status} }` }
    const response = await post(JSON.stringify([one, one]))
    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain('__typename')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as %s, which a foreign page can send, without the header that it cannot',
    async (type) => {
      const body = JSON.stringify({ query: `{ ${status} }` })
      const headers = { 'content-type': type }
      const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body })
      expect(response.status).toBe(403)
    },
  )

  test('from a foreign page that asks for permission first: it gets none', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.invalid',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('as an address that a foreign page could link to', async () => {
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(`{ ${status} }`)}`)
    expect(response.status).toBe(403)
  })

  test.each(['', '{', '[]', 'null', '{"query": 5}', '{"query": "{ khong_co }"}'])(
    'when it is not one: %s',
    async (body) => {
      const response = await post(body)
      const text = await response.text()
      expect(text).toContain('errors')
      expect(text).not.toMatch(/node_modules|\.ts:\d|\n {4}at /)
    },
  )
})

test('what goes wrong inside is masked, recorded once, and told in both languages', async () => {
  const fault = () => Promise.reject(new TypeError('số 001190000001 của NGUYỄN THỊ BÍ MẬT'))
  const registry = { find: fault, registerProvisional: fault }
  const failing = await openHttp({ ...running, app: { ...running.app, registry } })
  try {
    const { credentials } = await signIn(failing, await hireOfficer(running.app, 'RECEPTION'))
    const before = running.logged.length
    const query = '{ enrollmentSubject(number: "001190000001", birthDate: "1990") { __typename } }'
    const answer = await askGraphql(failing, { query }, credentials)
    expect(answer).toMatchObject({ data: null, errors: ['INTERNAL'] })
    expect(answer.text).toContain('Hệ thống gặp lỗi')
    const lines = running.logged.slice(before)
    expect(lines).toHaveLength(1)
    for (const text of [answer.text, ...lines]) expect(text).not.toMatch(/BÍ MẬT|001190000001/)
    expect(answer.text).not.toMatch(/node_modules|\.ts:\d/)
  } finally {
    await failing.close()
  }
})
