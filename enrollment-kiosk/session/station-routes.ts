import { z } from 'zod'
import { deskRoles } from '../../core/contracts/desk/station.ts'
import { choosePin } from './choose-pin.ts'
import { checkDevices } from './device-bench.ts'
import type { Kiosk } from './kiosk.ts'
import type { Route } from './local-router.ts'
import { leaveSeat } from './seats.ts'
import { signInOfficer } from './sign-in.ts'
import { stationStatus } from './station-status.ts'
import { unlockOfficer } from './unlock.ts'

const role = z.enum(deskRoles)
const signInSchema = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  role,
})
const pin = z.string().max(64)
const choosePinSchema = z.strictObject({ role, pin })
const unlockSchema = z.strictObject({ officerId: z.uuid(), role, pin })
const signOutSchema = z.strictObject({ role })

/** The station itself: core/contracts/desk/station.ts. */
export function stationRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    { method: 'GET', path: '/status', handle: async () => ({ json: await stationStatus(kiosk) }) },
    ...officerRoutes(kiosk),
    {
      method: 'POST',
      path: '/devices/check',
      handle: async () => ({ json: await checkDevices(kiosk.devices) }),
    },
    {
      method: 'GET',
      path: '/devices/camera/picture',
      handle: async () => ({
        bytes: await kiosk.devices.camera.use((camera) => camera.takePhoto()),
        type: 'image/jpeg',
      }),
    },
    {
      method: 'GET',
      path: '/journal',
      handle({ query }) {
        const { officerId } = kiosk.officers.require('operator')
        const search = { query: query.get('q') ?? '', after: query.get('after') }
        return { json: kiosk.journal.page(officerId, search) }
      },
    },
  ]
}

function officerRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/officers/sign-in',
      handle: async (request) => ({ json: await signInOfficer(kiosk, request.read(signInSchema)) }),
    },
    {
      method: 'POST',
      path: '/officers/pin',
      handle: async (request) => ({ json: await choosePin(kiosk, request.read(choosePinSchema)) }),
    },
    {
      method: 'POST',
      path: '/officers/unlock',
      handle: async (request) => ({ json: await unlockOfficer(kiosk, request.read(unlockSchema)) }),
    },
    {
      method: 'POST',
      path: '/officers/sign-out',
      handle(request) {
        leaveSeat(kiosk, request.read(signOutSchema).role)
        return undefined
      },
    },
  ]
}
