import { expect, test } from 'vitest'
import { findRoute, RouteUnknown, type Route } from './local-router.ts'

const route = (method: Route['method'], path: string): Route => ({ method, path, handle: () => undefined })
const routes = [
  route('GET', '/sessions'),
  route('GET', '/sessions/:id'),
  route('POST', '/sessions/:id/fingers/:position'),
]

test('parameters are taken by their names', () => {
  const found = findRoute(routes, 'POST', '/sessions/HN001/fingers/3')
  expect(found.params).toEqual({ id: 'HN001', position: '3' })
})

test.each([
  ['POST', '/sessions/HN001'],
  ['GET', '/sessions/HN001/fingers'],
  ['GET', '/'],
  ['GET', '//sessions'],
])('%s %s is no function', (method, path) => {
  expect(() => findRoute(routes, method, path)).toThrow(RouteUnknown)
})
