import { expect } from 'vitest'
import { fromHex, toHex } from '../../core/bytes.ts'
import type { CardChannel } from './card-channel.ts'
import type { RandomSource } from './key-agreement.ts'

/** What must be there for the test to mean anything. */
export function there<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('nothing there')
  return value
}

/** A chip that says what a standard's example prints; `heard` are the commands, in capitals. */
export function scriptedChip(...answers: readonly string[]) {
  const heard: string[] = []
  const channel: CardChannel = {
    atr: new Uint8Array(0),
    transmit: (command) => {
      const answer = there(answers[heard.length])
      heard.push(toHex(command).toUpperCase())
      return Promise.resolve(fromHex(answer))
    },
    close: () => Promise.resolve(),
  }
  return { channel, heard }
}

/** Gives the pieces out one after the other. */
export function dealt(...pieces: readonly Uint8Array[]): RandomSource {
  const left = [...pieces]
  return (length) => {
    const piece = there(left.shift())
    expect(piece).toHaveLength(length)
    return piece
  }
}

/** The randomness that makeKeyPair makes this private key of: eight leading zeros, one less. */
export function randomFor(privateKey: string): Uint8Array {
  const digits = (BigInt(`0x${privateKey}`) - 1n).toString(16)
  return fromHex(digits.padStart(privateKey.length + 16, '0'))
}
