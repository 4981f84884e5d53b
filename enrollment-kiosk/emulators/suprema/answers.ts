/** What the module does for each command (UniFinger packet protocol manual, "Command reference"). */
import { type CommandName, flags } from '../../devices/suprema/commands.ts'
import { writeImage } from '../../devices/suprema/image.ts'
import { identify, isSameFinger, isTemplate, templateOf } from './matching.ts'
import { capacity, parameterOf, readOnly, type SupremaModule } from './module.ts'

export interface SupremaAnswer {
  readonly flag: number
  readonly parameter?: number
  readonly size?: number
  /** Follows, in the form of the command. */
  readonly data?: Uint8Array
}

export interface Ordered {
  readonly parameter: number
  readonly size: number
  readonly flag: number
  /** What the host sent behind the packet. */
  readonly data: Uint8Array | null
}

type Answering = (module: SupremaModule, order: Ordered) => SupremaAnswer

const done: SupremaAnswer = { flag: flags.done }
const refuse = (flag: number): SupremaAnswer => ({ flag })

const withImage: Answering = ({ image }) =>
  image ? { flag: flags.done, data: writeImage(image) } : refuse(flags.failed)

/** The record of the picture that was taken. */
function scanned({ image }: SupremaModule): Uint8Array | null {
  return image && templateOf(image)
}

function found(module: SupremaModule, template: Uint8Array | null): SupremaAnswer {
  if (!template) return refuse(flags.tryAgain)
  const user = identify(module, template)
  return user === null ? refuse(flags.notFound) : { flag: flags.done, parameter: user }
}

function verified({ users }: SupremaModule, user: number, template: Uint8Array | null): SupremaAnswer {
  const known = users.get(user)
  if (!known) return refuse(flags.notFound)
  if (!template) return refuse(flags.tryAgain)
  const same = known.some((one) => isSameFinger(template, one))
  return same ? { flag: flags.done, parameter: user } : refuse(flags.notMatching)
}

function enrolled(module: SupremaModule, order: Ordered, template: Uint8Array | null): SupremaAnswer {
  const { users } = module
  if (!template || !isTemplate(template)) return refuse(flags.tryAgain)
  if (users.has(order.parameter)) return refuse(flags.exists)
  if (users.size >= capacity) return refuse(flags.full)
  users.set(order.parameter, [template])
  return { flag: flags.done, parameter: order.parameter, size: 80 }
}

const withTemplate: Answering = ({ users }, { parameter }) => {
  const [template] = users.get(parameter) ?? []
  return template ? { flag: flags.done, parameter, data: template } : refuse(flags.notFound)
}

/** Commands that scan are asked when the picture is taken. */
export const answers: Readonly<Partial<Record<CommandName, Answering>>> = {
  writeParameter: (module, { flag, size }) => {
    if (parameterOf(module, flag) === null || readOnly.has(flag)) return refuse(flags.unsupported)
    module.parameters.set(flag, size)
    return { flag: flags.done, size }
  },
  save: (module) => {
    module.saved = new Map(module.parameters)
    return done
  },
  readParameter: (module, { flag }) => {
    const size = parameterOf(module, flag)
    return size === null ? refuse(flags.unsupported) : { flag: flags.done, size }
  },
  status: () => ({ flag: flags.done, size: 0x30 }),
  enrolByScan: (module, order) => enrolled(module, order, scanned(module)),
  enrolByTemplate: (module, order) => enrolled(module, order, order.data),
  verifyByScan: (module, { parameter }) => verified(module, parameter, scanned(module)),
  verifyByTemplate: (module, { parameter, data }) => verified(module, parameter, data),
  identifyByScan: (module) => found(module, scanned(module)),
  identifyByTemplate: (module, { data }) => found(module, data),
  readTemplate: withTemplate,
  readTemplateExtended: withTemplate,
  scanImage: withImage,
  scanImageExtended: withImage,
  readImage: withImage,
  readImageExtended: withImage,
  scanTemplate: (module) => {
    const template = scanned(module)
    return template ? { flag: flags.done, data: template } : refuse(flags.tryAgain)
  },
  deleteUser: ({ users }, { parameter }) => (users.delete(parameter) ? done : refuse(flags.notFound)),
  deleteAll: ({ users }) => {
    users.clear()
    return done
  },
  checkUser: ({ users }, { parameter }) => refuse(users.has(parameter) ? flags.exists : flags.notFound),
  calibrate: () => done,
  moduleId: (module) => ({ flag: flags.done, size: parameterOf(module, 0x6d) ?? 0 }),
  powerOff: () => done,
}
