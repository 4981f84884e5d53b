/** The machine and its commands, without a line: bytes in, replies out. */
import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { EvolisPrinter } from './evolis-printer.ts'
import { type EvolisFaults, evolisFaultsSchema } from './faults.ts'
import { MachineJournal } from './journal.ts'
import { Machine } from './machine.ts'
import { blankRange, operate } from './operator.ts'
import { sidePicture } from './picture.ts'
import { memoryStore } from './store.ts'
import type { RibbonKind } from './world.ts'

interface Loaded {
  readonly blanks?: number
  readonly ribbon?: RibbonKind
  readonly sets?: number
}

function emulator({ blanks = 5, ribbon = 'ymckok', sets = 20 }: Loaded = {}) {
  const journal = new MachineJournal()
  const machine = new Machine({
    store: memoryStore(),
    journal,
    paced: false,
    capacity: { OUTPUT: 2, REJECT: 2 },
  })
  machine.note({ event: 'made', printer: 'E1' })
  machine.note({ event: 'ribbon', kind: ribbon, sets })
  if (blanks > 0) operate(machine, { action: 'load', blanks: blankRange('PT26-000001', blanks) })
  const printer = new EvolisPrinter(machine)
  const heard = async (bytes: Uint8Array) => {
    let out = ''
    await printer.hear(bytes, async (reply) => {
      out += Buffer.from(reply).toString('latin1')
    })
    return out
  }
  const say = async (...commands: readonly string[]) => {
    const replies: string[] = []
    for (const command of commands)
      replies.push((await heard(Buffer.from(`\u001B${command}\r`, 'latin1'))).replace(/\0$/, ''))
    return replies.length === 1 ? (replies[0] ?? '') : replies.join(' ')
  }
  const setFaults = (faults: unknown) => printer.setFaults(evolisFaultsSchema.parse(faults))
  const places = () => [...machine.world.cards.values()].map(({ place }) => place)
  return { machine, journal, heard, say, setFaults, places }
}

/** A panel that covers the whole card. */
const full = 'Dbc;k;2;1016;' + 'ÿ'.repeat(1016)
const varnish = full.replace('k', 'o')
const yellow = `Dbc;y;128;${2 * 3 * 1016};${'ÿØ'.repeat(3 * 1016)}`
const card = ['Ss', 'Sr', yellow, full, varnish, 'Sv', full, 'Se']

test('a card of both sides takes one set of its ribbon and is counted once', async () => {
  const { say, places } = emulator()
  expect(await say('Rco;c', 'Rrt;count', ...card, 'Rco;c', 'Rrt;count')).toBe(
    '0 20 OK OK OK OK OK OK OK OK 1 19',
  )
  expect(places()[0]).toBe('OUTPUT')
})

test('a black back on a plain ribbon uses up a second set', async () => {
  const { say } = emulator({ ribbon: 'ymcko', sets: 3 })
  expect(await say(...card, 'Rrt;count')).toBe('OK OK OK OK OK OK OK OK 1')
})

test('a panel is printed when the next one comes, or at the end', async () => {
  const { say, machine } = emulator()
  const printed = () => machine.world.inside?.printed.map(({ panel }) => panel)
  await say('Ss', 'Sr', yellow)
  expect(printed()).toEqual([])
  await say(full)
  expect(printed()).toEqual(['y'])
  await say('Sv')
  expect(printed()).toEqual(['y', 'k'])
})

test('a command that is not known, and wrong parameters, are said to be so', async () => {
  const { say } = emulator()
  expect(await say('Xyz')).toBe('ERROR CDE')
  expect(await say('Pem;9')).toBe('ERROR PARAMETRES')
  expect(await say('Db;q;2')).toBe('ERROR PARAMETRES')
  expect(await say('Rco;x')).toBe('ERROR PARAMETRES')
  expect(await say('Smr;1')).toContain('ERR')
})

test('after ACK/NACK was asked for, replies are a sign, and a code where something failed', async () => {
  const { say } = emulator({ blanks: 0 })
  await say('Pcom;1;115200;N;8;1;ACK/NACK')
  expect(await say('Pmi;F')).toBe('\u0006')
  expect(await say('Rsn')).toBe('E1\u0006')
  expect(await say('Sis')).toBe('\u0015F')
  expect(await say('Nonsense')).toBe('\u00151')
  expect(await say('Pem;99')).toBe('\u00152')
})

test('sensors say what lies where', async () => {
  const { say, setFaults } = emulator({ blanks: 1 })
  expect(await say('Rse;f', 'Rlr;p', 'Sk;f', 'Rlr;r', 'Rlr;h')).toBe('5,00 Volts NO CARD 0 OK NO CARD')
  await say('Sis')
  expect(await say('Rse;f', 'Rlr;p', 'Sk;f')).toBe('0,00 Volts ERR CARD 3')
  await setFaults({ cleaningMandatory: true, ribbonTagUnreadable: true })
  expect(await say('Rlr;r')).toBe('ERR NEED CLEANING')
  expect(await say('Rrt;count')).toBe('ERR RIB DETECTION')
})

test('a jam in the middle of a print leaves half a panel, and the card only goes into the reject box', async () => {
  const { say, setFaults, machine, places } = emulator()
  await setFaults({ trips: [{ at: 'print', panel: 'k', cause: 'JAM', part: 0.5 }] })
  await say('Pem;2')
  expect(await say('Ss', 'Sr', yellow, full, varnish)).toBe('OK OK OK OK ERR CARD JAM')
  expect(await say('Se', 'Ser', 'Scs', 'Sis')).toBe(Array(4).fill('ERR CARD JAM').join(' '))
  const { inside } = machine.world
  expect(inside?.printed.map(({ panel, lines }) => [panel, lines])).toEqual([
    ['y', 1016],
    ['k', 508],
  ])
  const front = inside && sidePicture(machine.settings.store, inside, 'front')
  const pixel = (x: number) => [...(front?.pixels.subarray(3 * x, 3 * x + 3) ?? [])]
  expect([pixel(507), pixel(508)]).toEqual([
    [0, 0, 0],
    [255, 255, 0],
  ])
  operate(machine, { action: 'freeCard' })
  expect(await say('Scs', 'Ser', 'Rlr;p')).toBe('OK OK NO CARD')
  expect(places()).toEqual(['REJECT', 'FEEDER', 'FEEDER', 'FEEDER', 'FEEDER'])
})

test('left to itself, the printer spoils the card and makes another one in its place', async () => {
  const { say, setFaults, machine, places } = emulator()
  await setFaults({ trips: [{ at: 'print', panel: 'o', cause: 'JAM' }] })
  const ended = say('Pem;0', ...card)
  await expect.poll(() => machine.stopped).toBe('JAM')
  operate(machine, { action: 'freeCard' })
  expect(await ended).toBe(Array(9).fill('OK').join(' '))
  expect(places().slice(0, 3)).toEqual(['REJECT', 'OUTPUT', 'FEEDER'])
  expect(machine.world.inserted).toBe(2)
  // A card that only waits for room is not made again.
  await say(...card)
  const waiting = say(...card)
  await expect.poll(() => machine.stopped).toBe('HOPPER_FULL')
  operate(machine, { action: 'emptyOutput' })
  expect(await waiting).toBe(Array(8).fill('OK').join(' '))
  expect(places()).toEqual(['REJECT', 'OUTPUT', 'OUTPUT', 'OUTPUT', 'FEEDER'])
})

test.each([
  ['COVER', 'ERR COVER OPEN'],
  ['HEAD', 'ERR HEAD'],
] as const)(
  'a print that a fault of the kind %s cut off goes on in nothing before it is cleared',
  async (cause, text) => {
    const { say, setFaults } = emulator()
    await setFaults({ trips: [{ at: 'print', cause }] })
    await say('Pem;2')
    expect(await say('Ss', 'Sr', yellow, full)).toBe(`OK OK OK ${text}`)
    expect(await say('Scs')).toBe(text)
    await setFaults({})
    expect(await say('Sv')).toBe(text)
    expect(await say('Scs', 'Ser')).toBe('OK OK')
  },
)

test('nothing moves out of a feeder that is empty, under an open cover, or before the cleaning', async () => {
  const { say, setFaults, machine } = emulator({ blanks: 0 })
  expect(await say('Sis')).toBe('ERR FEEDER EMPTY')
  operate(machine, { action: 'loadRange', first: 'PT26-000009', count: 1 })
  await setFaults({ coverOpen: true })
  expect(await say('Sis')).toBe('ERR COVER OPEN')
  await setFaults({ cleaningMandatory: true })
  expect(await say('Sis')).toBe('ERR NEED CLEANING')
  await setFaults({})
  expect(await say('Sis', 'Rco;c')).toBe('OK 1')
})

test('a wrong ribbon, none, and one that ends are told apart', async () => {
  const { say, machine, places } = emulator({ ribbon: 'ymcko', sets: 1 })
  await say('Pem;2')
  expect(await say('Pr;ymckok', 'Ss')).toBe('OK ERR BAD RIBBON')
  expect(await say('Pr;ymcko', ...card)).toBe('OK OK OK OK OK OK OK OK ERR RIBBON END')
  expect(await say('Ser')).toBe('ERR RIBBON END')
  operate(machine, { action: 'changeRibbon', kind: null, sets: 0 })
  operate(machine, { action: 'changeRibbon', kind: 'ymcko', sets: 5 })
  expect(await say('Scs', 'Ser')).toBe('OK OK')
  expect(places()[0]).toBe('REJECT')
  operate(machine, { action: 'changeRibbon', kind: null, sets: 0 })
  expect(await say('Ss')).toBe('ERR RIB DETECTION')
})

test('a full hopper keeps the printed card inside until it is emptied; so does a full reject box', async () => {
  const { say, machine, places } = emulator()
  await say('Pem;2', ...card, ...card)
  expect(await say('Rlr;h')).toBe('CARD')
  expect((await say(...card)).endsWith('ERR HOPPER FULL')).toBe(true)
  operate(machine, { action: 'emptyOutput' })
  expect(await say('Scs', 'Se', 'Rlr;p')).toBe('OK OK NO CARD')
  expect(places().slice(0, 3)).toEqual(['OUTPUT', 'OUTPUT', 'OUTPUT'])
  await say('Sis', 'Ser')
  expect(await say('Sis', 'Ser')).toBe('OK OK')
  operate(machine, { action: 'loadRange', first: 'PT26-000100', count: 1 })
  expect(await say('Sis', 'Ser')).toBe('OK ERR REJECT BOX FULL')
  operate(machine, { action: 'emptyReject' })
  expect(await say('Scs', 'Ser')).toBe('OK OK')
})

test('wherever the power goes, what is printed stays, and what was only heard is forgotten', async () => {
  const stream = Buffer.from(card.map((command) => `\u001B${command}\r`).join(''), 'latin1')
  const ends = new Map<string, number>()
  for (let at = 1; at < stream.length; at += 611) {
    const { heard, say, setFaults, machine } = emulator()
    await setFaults({ powerLossAfterBytes: at })
    await heard(stream)
    expect(machine.powered).toBe(false)
    expect(await say('Rco;c')).toBe('')
    await setFaults({})
    const { inside, inserted, panels } = machine.world
    const [first] = machine.world.cards.values()
    expect([inserted, panels]).toEqual([first?.place === 'FEEDER' ? 0 : 1, first?.printed.length])
    expect(await say('Rlr;p')).toBe(inside ? 'ERR CARD' : 'NO CARD')
    expect(await say('Rco;c', 'Rco;p')).toBe(`${inserted} ${panels}`)
    // Nothing of the interrupted card is printed when it goes.
    expect(await say('Ser', 'Rco;p')).toBe(inside ? `OK ${panels}` : `ERR NO CARD ${panels}`)
    const state = `${first?.place} ${first?.printed.map(({ panel }) => panel).join('')}`
    ends.set(state, (ends.get(state) ?? 0) + 1)
  }
  expect(ends.size).toBeGreaterThanOrEqual(3)
})

test('the power may go in the middle of a print, and right after a card has fallen before anybody hears of it', async () => {
  const { say, setFaults, machine, places } = emulator()
  await setFaults({ trips: [{ at: 'print', cause: 'POWER', part: 0.25 }] })
  expect(await say('Ss', 'Sr', yellow, full)).toBe('OK OK OK ')
  expect(machine.world.inside?.printed).toMatchObject([{ panel: 'y', lines: 254 }])
  await setFaults({ trips: [{ at: 'eject', cause: 'POWER', part: 1 }] })
  expect(await say('Ser', ...card)).toBe('OK OK OK OK OK OK OK OK ')
  expect(places().slice(0, 2)).toEqual(['REJECT', 'OUTPUT'])
})

test('a hot head waits until it has cooled; a card that waits so when the power goes is not gone on with', async () => {
  const { say, setFaults, machine } = emulator()
  const panelsWhile = async (faults: unknown) => {
    await setFaults({ cooling: true })
    await say('Ss', 'Sr', yellow)
    const reply = say(full)
    // The bitmap has been heard by then, and the head waits.
    await breathe()
    await setFaults(faults)
    await setFaults({})
    return [await reply, machine.world.panels]
  }
  expect(await panelsWhile({})).toEqual(['OK', 1])
  expect(await panelsWhile({ off: true })).toEqual(['', 1])
})

test('a fault may wait for a later step, and happens once', async () => {
  const { say, setFaults, machine } = emulator()
  await setFaults({ trips: [{ at: 'print', after: 3, cause: 'JAM', part: 0.1 }] })
  await say('Pem;2')
  expect(await say(...card)).toMatch(/^OK OK OK OK OK OK OK ERR CARD JAM$/)
  operate(machine, { action: 'removeCard' })
  expect(await say('Scs', ...card)).toBe(Array(9).fill('OK').join(' '))
  expect(machine.faults.trips).toEqual([])
})

test('a reply that is lost was carried out all the same', async () => {
  const { say, setFaults } = emulator()
  await setFaults({ loseReplyAfter: 1 })
  expect(await say('Rsn', 'Sis', 'Rco;c')).toBe('E1  1')
})

test('the error mode that was saved outlives the power, other settings do not', async () => {
  const { say, setFaults } = emulator()
  await say('Pem;2;s', 'Pr;ymcko')
  await setFaults({ off: true })
  await setFaults({})
  expect(await say('Rem', 'Rr')).toBe('2;2 ymckok')
})

test('the journal tells every movement with its card', async () => {
  const { say, journal } = emulator()
  await say(...card)
  expect(
    journal.entries.filter((entry) => entry.card).map(({ event, card: which }) => `${which} ${event}`),
  ).toEqual(
    ['inserted', 'printed', 'printed', 'printed', 'flipped', 'printed', 'left'].map(
      (event) => `PT26-000001 ${event}`,
    ),
  )
})

test('no switch is taken that means nothing', () => {
  const faults = (text: object): EvolisFaults | null => evolisFaultsSchema.safeParse(text).data ?? null
  expect(faults({ coverOpen: true })).toEqual({ coverOpen: true })
  expect(faults({ covered: true })).toBeNull()
  expect(faults({ trips: [{ at: 'eject', cause: 'JAM', part: 1 }] })).toBeNull()
})
