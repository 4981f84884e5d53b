/** systemd-creds: AES-256-GCM under a key of the TPM 2.0, else under /var/lib/systemd/credential.secret, which root alone reads. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { SealedElsewhere, SealUnavailable } from './refusals.ts'
import type { Sealer } from './sealer.ts'

const program = 'systemd-creds'
const trialPlace = 'citizen-id-trial'

/** Null where the program is missing or cannot seal for this user. */
export async function openSystemdSealer(): Promise<Sealer | null> {
  const by = (await run(['has-tpm2', '--quiet'])).code === 0 ? 'TPM2' : 'HOST_KEY'
  const key = by === 'TPM2' ? 'host+tpm2' : 'host'
  const sealer: Sealer = {
    by,
    async seal(bytes, place) {
      const { code, output } = await run(['encrypt', `--with-key=${key}`, `--name=${place}`, '-', '-'], bytes)
      if (code !== 0) throw new SealUnavailable(by)
      return output
    },
    async open(sealed, place) {
      const { code, output } = await run(['decrypt', `--name=${place}`, '-', '-'], sealed)
      if (code !== 0) throw new SealedElsewhere(by)
      return output
    },
  }
  const trial = Uint8Array.of(1, 2, 3)
  const works = await sealer
    .seal(trial, trialPlace)
    .then((sealed) => sealer.open(sealed, trialPlace))
    .then((opened) => Buffer.compare(opened, trial) === 0)
    .catch(() => false)
  return works ? sealer : null
}

/** Secrets go through pipes, never through arguments or the disk. A program that is not there ends with a code as well. */
async function run(
  args: readonly string[],
  input: Uint8Array = new Uint8Array(),
): Promise<{ readonly code: number | null; readonly output: Uint8Array<ArrayBuffer> }> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, output: new Uint8Array(Buffer.concat(parts)) }
  } catch {
    return { code: null, output: new Uint8Array() }
  }
}
