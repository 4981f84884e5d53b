import { describeDevice, digitalIdOf, listDevices } from './devices.ts'
import { SbiRefused } from './error-codes.ts'
import { discoverySchema, specVersions } from './messages.ts'
import { parseBody } from './parse-body.ts'
import type { Sbi } from './sbi.ts'
import { signBlock, signedDigitalId, timestampOf } from './sign-block.ts'

const everything = 'Biometric Device'
const types = [everything, 'Finger', 'Face', 'Iris'] as const

/** MOSIPDISC /device. Throws SbiRefused. */
export async function discover(sbi: Sbi, body: Uint8Array): Promise<readonly object[]> {
  const { type: asked } = parseBody(discoverySchema, body)
  const type = types.find((known) => known.toLowerCase() === asked.trim().toLowerCase())
  if (!type) throw new SbiRefused(502)
  const devices = (await listDevices(sbi)).filter(({ modality }) => type === everything || modality === type)
  if (devices.length === 0) throw new SbiRefused(503)
  return devices.map((device) => ({
    ...describeDevice(sbi, device),
    // The specification leaves it unsigned here.
    digitalId: Buffer.from(JSON.stringify(digitalIdOf(sbi, device, timestampOf(sbi)))).toString('base64url'),
    specVersion: specVersions,
  }))
}

/** MOSIPDINFO /info. Throws SbiRefused. */
export async function informOf(sbi: Sbi): Promise<readonly object[]> {
  const devices = await listDevices(sbi)
  if (devices.length === 0) throw new SbiRefused(503)
  return Promise.all(
    devices.map(async (device) => {
      const { error, ...description } = describeDevice(sbi, device)
      const registered = error.errorCode !== '100'
      const info = {
        ...description,
        firmware: device.identity?.firmware ?? description.serviceVersion,
        digitalId: registered ? await signedDigitalId(sbi, device) : '',
        env: registered ? sbi.config.environment : 'None',
        specVersion: specVersions,
      }
      const unsigned = Buffer.from(JSON.stringify(info)).toString('base64url')
      return { deviceInfo: registered ? await signBlock(sbi, info) : unsigned, error }
    }),
  )
}
