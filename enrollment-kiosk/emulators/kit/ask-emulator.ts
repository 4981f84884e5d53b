import { request } from 'node:http'

export interface EmulatorAnswer {
  readonly status: number
  readonly body: Buffer
}

/** One request to an emulator's switches; 502 where it does not answer. */
export function askEmulator(
  socketPath: string,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: Uint8Array },
): Promise<EmulatorAnswer> {
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 502, body: Buffer.from('{}') })
    const asking = request({ socketPath, method, path }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 502, body: Buffer.concat(parts) }))
      response.on('error', failed)
    })
    asking.on('error', failed)
    asking.end(body)
  })
}
