import { once } from 'node:events'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { createServer, type IncomingMessage, Server as HttpServer, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DomainError } from '../../core/errors.ts'
import { IppClient } from '../../card-printer-driver/ipp/client.ts'
import { decodeMessage } from '../../card-printer-driver/ipp/decode.ts'
import { encodeMessage } from '../../card-printer-driver/ipp/encode.ts'
import { IppCardPrinter } from '../../card-printer-driver/ipp/ipp-card-printer.ts'
import {
  attribute,
  type IppAttribute,
  type IppMessage,
  integer,
  keyword,
  operations,
  text,
} from '../../card-printer-driver/ipp/message.ts'

type Answer = (request: IppMessage, response: ServerResponse) => void

/** A printer that answers as it likes. */
let answer: Answer
let server: Server
let url: string

beforeEach(async () => {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    answer(decodeMessage(await buffer(request)), response)
  }
  server = createServer((request, response) => void take(request, response))
  await listen()
})
afterEach(() => {
  if (server instanceof HttpServer) server.closeAllConnections()
  server.close()
})

async function listen(): Promise<void> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print`
}

const ipp = { 'content-type': 'application/ipp' }

const bytesOf = (
  { requestId }: IppMessage,
  group: 'printer' | 'job',
  attributes: readonly IppAttribute[],
  code = 0,
): Uint8Array =>
  encodeMessage({
    version: { major: 2, minor: 0 },
    code,
    requestId,
    groups: [
      { group: 'operation', attributes: [attribute('attributes-charset', text('charset', 'utf-8'))] },
      { group, attributes },
    ],
    data: new Uint8Array(0),
  })

const idle = [
  attribute('printer-state', { type: 'enum', value: 3 }),
  attribute('printer-state-reasons', keyword('none')),
  attribute('printer-up-time', integer(10)),
]

/** What asking ends with: a trouble, or the code of a refusal; anything else that is thrown fails the test. */
async function asked(): Promise<string | null> {
  try {
    return await new IppCardPrinter(url).trouble()
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

describe('an answer of a printer', () => {
  test('is read also in pieces, without its length', async () => {
    answer = (request, response) => {
      response.writeHead(200, ipp)
      for (const byte of bytesOf(request, 'printer', idle)) response.write(Uint8Array.of(byte))
      response.end()
    }
    expect(await asked()).toBeNull()
  })

  test('that belongs to another request is not taken', async () => {
    answer = (request, response) => {
      response
        .writeHead(200, ipp)
        .end(bytesOf({ ...request, requestId: request.requestId + 1 }, 'printer', idle))
    }
    expect(await asked()).toBe('IPP_FAULT')
  })

  test('that breaks off is silence', async () => {
    answer = (request, response) => {
      const whole = bytesOf(request, 'printer', idle)
      response.writeHead(200, { ...ipp, 'content-length': whole.length })
      response.write(whole.subarray(0, 20), () => response.destroy())
    }
    expect(await asked()).toBe('PRINTER_OFF')
  })

  test('without end is cut off', async () => {
    answer = (_, response) => {
      response.writeHead(200, ipp)
      const more = () => {
        if (!response.destroyed) response.write(new Uint8Array(1 << 18), more)
      }
      more()
    }
    expect(await asked()).toBe('PRINTER_PROTOCOL_FAULT')
  })

  test.each([
    ['of a web page', 200, { 'content-type': 'text/html' }, 'PRINTER_PROTOCOL_FAULT'],
    ['that asks for a password', 401, {}, 'PRINTER_PROTOCOL_FAULT'],
    ['that leads elsewhere', 302, { location: 'http://127.0.0.1:1/' }, 'PRINTER_PROTOCOL_FAULT'],
  ] as const)('%s is refused', async (_, status, headers, code) => {
    answer = (_request, response) => {
      response.writeHead(status, headers).end('<html>')
    }
    expect(await asked()).toBe(code)
  })

  test('with attributes of other types keeps no card from being refused safely', async () => {
    answer = (request, response) => {
      const wrong = [
        attribute('printer-state', text('text', 'idle')),
        attribute('printer-state-reasons', integer(7)),
        attribute('printer-up-time', keyword('long')),
        attribute('operations-supported', keyword('all')),
        attribute('media-supported', integer(1)),
      ]
      response.writeHead(200, ipp).end(bytesOf(request, 'printer', wrong))
    }
    await expect(new IppCardPrinter(url).feed('card')).rejects.toMatchObject({ code: 'UNSUITABLE' })
  })

  test('about a job without a state that is one is a fault, never a printed card', async () => {
    answer = (request, response) => {
      if (request.code === operations.getPrinterAttributes) {
        const able = attribute('operations-supported', integer(operations.getJobs))
        response.writeHead(200, ipp).end(bytesOf(request, 'printer', [able]))
        return
      }
      const job = [attribute('job-id', integer(4)), attribute('job-name', text('name', 'card'))]
      const state = attribute('job-state', keyword('completed'))
      response.writeHead(200, ipp).end(bytesOf(request, 'job', [...job, state]))
    }
    await expect(new IppCardPrinter(url).jobNamed('card')).rejects.toMatchObject({
      code: 'PRINTER_PROTOCOL_FAULT',
    })
  })

  test('that was damaged on the way ends in a refusal of its own, whatever was damaged', async () => {
    const whole = encodeMessage({
      version: { major: 2, minor: 0 },
      code: 0,
      requestId: 1,
      groups: [{ group: 'printer', attributes: idle }],
      data: new Uint8Array(0),
    })
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(255), fc.nat(whole.length), async (place, byte, length) => {
        const damaged = whole.slice(0, length)
        if (length > 0) damaged[place % length] = byte
        answer = (_, response) => {
          response.writeHead(200, ipp).end(damaged)
        }
        const outcome = await new IppClient(url)
          .send({ operation: 'getPrinterAttributes' })
          .catch((error: unknown) => error)
        expect(outcome instanceof DomainError || (outcome as IppMessage).requestId === 1).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

test('a job refused in words that no document names is refused, and untouched', async () => {
  answer = (request, response) => {
    const able = [
      ...idle,
      attribute('operations-supported', integer(operations.createJob), integer(operations.sendDocument)),
      attribute('media-supported', keyword('iso_id-1_53.98x85.6mm')),
      attribute('sides-supported', keyword('two-sided-long-edge')),
      attribute('document-format-supported', text('mimeMediaType', 'application/pdf')),
    ]
    const code = request.code === operations.getPrinterAttributes ? 0 : 0x04f0
    response.writeHead(200, ipp).end(bytesOf(request, 'printer', able, code))
  }
  const card = await new IppCardPrinter(url).feed('card')
  await expect(card.print({ pdf: new Uint8Array(9), template: 'CC_2024' })).rejects.toMatchObject({
    code: 'NOT_ACCEPTING',
  })
})

test('a port that speaks no HTTP is a printer that is off', async () => {
  server.close()
  server = createTcpServer((line) => {
    line.on('error', () => undefined)
    line.end('220 ftp ready\r\n')
  })
  await listen()
  expect(await asked()).toBe('PRINTER_OFF')
})
