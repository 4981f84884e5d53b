/** The real server with the built consoles, for the page of field mode: people to visit, and a line that can be cut. */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { createHttp } from '../../server/http.ts'
import { orderPrintRun } from '../../server/registry/forms/order-print-run.ts'
import { assignVisits } from '../../server/registry/residence/visits/assign-visits.ts'
import { ensureWebBundles } from '../../server/web-bundles.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { ready } from '../support/http.ts'
import { type Account, hireOfficer, officerOf } from '../support/officers.ts'
import { type Applicant, makePerson, registerResident } from '../support/people.ts'

export interface FieldServer {
  readonly running: TestApp
  /** Where it listens; browsers are told that it is http://localhost:4000. */
  readonly port: number
  /** No connection is taken any more, as where there is no network; until `plugIn`. */
  unplug(): Promise<void>
  plugIn(): Promise<void>
  close(): Promise<void>
}

export async function openFieldServer(): Promise<FieldServer> {
  // The browser's clock is the real one.
  const running = await testApp({ now: Date.now() })
  const { consoles } = await ensureWebBundles({ log: () => undefined })
  const portal = join(running.dataDir, 'portal')
  await mkdir(portal)
  await writeFile(join(portal, 'index.html'), '<!doctype html>')
  const http = await createHttp(running.app, { portal, consoles, readiness: ready })
  let server: Server
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer(http).listen(port, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const port = await listen(0)
  return {
    running,
    port,
    unplug: stop,
    plugIn: async () => void (await listen(port)),
    async close() {
      await stop()
      await running.close()
    },
  }
}

export interface Round {
  readonly account: Account
  readonly people: readonly Applicant[]
  readonly serial: string
}

/** A collector with two people to visit: one about a form, one who is not found at home. */
export async function planRound({ app }: TestApp): Promise<Round> {
  const account = await hireOfficer(app, 'COLLECTOR')
  const people = [
    await registerResident(app, makePerson({ name: 'LÊ THỊ ĐÁNH DẤU', residence: 'Ngõ Đánh Dấu 12' })),
    await registerResident(app, makePerson({ name: 'PHẠM VĂN VẮNG NHÀ', residence: 'Ngõ Vắng Nhà 7' })),
  ]
  const run = await orderPrintRun(app, officerOf('REGISTRAR'), { kind: 'DC01', unitCode: '01', count: 1 })
  const { serial } = await app.db.form.findFirstOrThrow({ where: { printRunId: run } })
  const common = { unitCode: '01', hamlet: null, officerId: account.actor.id, dueOn: null } as const
  const assign = (person: Applicant | undefined, purpose: 'COLLECT_FORM' | 'ABSENT', form: string | null) =>
    assignVisits(app, officerOf('CAMPAIGN_MANAGER'), {
      ...common,
      residentIds: [person?.residentId ?? ''],
      purpose,
      formSerial: form,
    })
  await assign(people[0], 'COLLECT_FORM', serial)
  await assign(people[1], 'ABSENT', null)
  return { account, people, serial }
}
