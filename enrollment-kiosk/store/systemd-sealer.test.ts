import { expect, test } from 'vitest'
import { SealedElsewhere } from './refusals.ts'
import { openSystemdSealer } from './systemd-sealer.ts'

// systemd-creds needs root (or a running systemd) for the computer's key: elsewhere the kiosk takes its secret file.
const sealer = await openSystemdSealer()

test.skipIf(!sealer)('systemd-creds seals for this computer and under one name', async () => {
  if (!sealer) throw new Error('no sealer')
  const secret = Uint8Array.from({ length: 32 }, (_, i) => i)
  const sealed = await sealer.seal(secret, 'citizen-id-test')
  expect(Buffer.from(sealed).includes(Buffer.from(secret))).toBe(false)
  expect(await sealer.open(sealed, 'citizen-id-test')).toEqual(secret)
  await expect(sealer.open(sealed, 'citizen-id-other')).rejects.toThrow(SealedElsewhere)
  const broken = sealed.map((byte, i) => (i === 20 ? (byte === 65 ? 66 : 65) : byte))
  await expect(sealer.open(broken, 'citizen-id-test')).rejects.toThrow(SealedElsewhere)
})
