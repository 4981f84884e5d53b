import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { provinces } from '../../../core/citizen/provinces.ts'
import { formsPage } from '../../../server/registry/forms/forms-page.ts'
import { orderPrintRun } from '../../../server/registry/forms/order-print-run.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { askGraphql, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer, officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
/** By unit and serial, as the worklist has them. */
const serials: Record<'here' | 'there' | 'elsewhere', readonly string[]> = {
  here: [],
  there: [],
  elsewhere: [],
}
beforeAll(async () => {
  running = await testApp()
  // Printed in another order than the units'.
  serials.elsewhere = await print('79', 3)
  serials.there = await print('00009', 4)
  serials.here = await print('00002', 5)
})
afterAll(() => running.close())

async function print(unitCode: string, count: number): Promise<readonly string[]> {
  const registrar = officerOf('REGISTRAR', unitCode)
  const id = await orderPrintRun(running.app, registrar, { kind: 'DC01', unitCode, count })
  const forms = await running.app.db.form.findMany({ where: { printRunId: id }, orderBy: { serial: 'asc' } })
  return forms.map(({ serial }) => serial)
}

const hanoi = officerOf('REGISTRAR', '01')
const page = (after: string | null, take: number, actor = hanoi) =>
  formsPage(running.app, actor, { state: 'ISSUED', after, take })

describe('the worklist of forms', () => {
  test('goes unit by unit, forwards to its end and backwards to its beginning', async () => {
    const all = [...serials.here, ...serials.there]
    expect(await page(null, 50)).toEqual(all)
    expect(await page(all[3] ?? '', 3)).toEqual(all.slice(4, 7))
    expect(await page(all[7] ?? '', -3)).toEqual(all.slice(4, 7))
    expect(await page(all[8] ?? '', 3)).toEqual([])
    expect(await page(all[0] ?? '', -3)).toEqual([])
  })

  test('ends at the officer’s jurisdiction, and at the state', async () => {
    expect(await page(null, 50, officerOf('REGISTRAR', '79'))).toEqual(serials.elsewhere)
    const other = formsPage(running.app, hanoi, { state: 'LOADED', after: null, take: 50 })
    expect(await other).toEqual([])
    expect(await refusalOf(page(null, 50, officerOf('APPROVER', '01')))).toBe('FORBIDDEN')
  })

  test('shows all of the country to somebody who reaches every province', async () => {
    const roles = provinces.map(({ code }) => ({ role: 'REGISTRAR', unitCode: code }))
    const all = [...serials.here, ...serials.there, ...serials.elsewhere]
    expect(await page(null, 50, { ...hanoi, roles })).toEqual(all)
    expect(await page(all[7] ?? '', 50, { ...hanoi, roles })).toEqual(all.slice(8))
    expect(await page(null, 50, { ...hanoi, roles: roles.slice(1) })).toEqual(serials.elsewhere)
  })

  test('over GraphQL is a connection whose cursors lead on and back', async () => {
    const server = await openHttp(running)
    const { credentials } = await signIn(server, await hireOfficer(running.app, 'REGISTRAR', '01'))
    const ask = async (args: string) => {
      const query = `{ forms(state: ISSUED, ${args}) { edges { cursor node { serial state possibleEvents } }
        pageInfo { hasNextPage hasPreviousPage } } }`
      const { data, errors } = await askGraphql(server, { query }, credentials)
      expect(errors).toEqual([])
      return data?.['forms'] as {
        readonly edges: readonly { readonly cursor: string; readonly node: { readonly serial: string } }[]
        readonly pageInfo: { readonly hasNextPage: boolean }
      }
    }
    const all = [...serials.here, ...serials.there]
    const first = await ask('first: 6')
    expect(first.edges.map(({ node }) => node.serial)).toEqual(all.slice(0, 6))
    expect(first.pageInfo.hasNextPage).toBe(true)
    const second = await ask(`first: 6, after: "${first.edges.at(-1)?.cursor}"`)
    expect(second.edges.map(({ node }) => node.serial)).toEqual(all.slice(6))
    expect(second.pageInfo.hasNextPage).toBe(false)
    const back = await ask(`last: 2, before: "${second.edges[0]?.cursor}"`)
    expect(back.edges.map(({ node }) => node.serial)).toEqual(all.slice(4, 6))
    await server.close()
  })
})
