/** The server as it is, behind a line that can be cut, and packets of a kiosk of its. */
import { randomBytes } from 'node:crypto'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { type ApplicationCode, composeApplicationCode } from '../../../core/enrollment/application-code.ts'
import { centres, type TestApp, testApp } from '../../support/app.ts'
import { openHttp } from '../../support/http.ts'
import { type Line, openLine } from './cutting-proxy.ts'

export interface RealServer {
  readonly running: TestApp
  readonly line: Line
  close(): Promise<void>
}

/** `now`: first moment of its clock. Clients know it by the line's address. */
export async function startRealServer(now?: number): Promise<RealServer> {
  const running = await testApp(now === undefined ? {} : { now })
  let port = 0
  const line = await openLine(() => port)
  const named = { ...running, app: { ...running.app, publicUrl: line.url } }
  const server = await openHttp(named)
  port = Number(new URL(server.url).port)
  return {
    running: named,
    line,
    async close() {
      await line.close()
      await server.close()
      await running.close()
    },
  }
}

export interface SomePacket {
  readonly applicationCode: ApplicationCode
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Sealed or not: the server opens a packet of the sender's own only after its receipt. */
export function somePacket(
  { running }: RealServer,
  of: { readonly machine: number; readonly sequence: number; readonly length: number },
): SomePacket {
  const { machine, sequence, length } = of
  const day = calendarDateAt(running.app.clock())
  const applicationCode = composeApplicationCode({ centre: centres.here.code, machine, day, sequence })
  return { applicationCode, bytes: new Uint8Array(randomBytes(length)) }
}
