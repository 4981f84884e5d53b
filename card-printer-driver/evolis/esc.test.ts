import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { command } from './commands.ts'
import { encodeCommand, type EscReply, ReplyReader } from './esc.ts'
import { answerText, doneText } from './esc-refusals.ts'

const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const shown = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

function replies(...pieces: readonly Uint8Array[]): EscReply[] {
  const reader = new ReplyReader()
  const whole = pieces.flatMap((piece) => [...reader.push(piece)])
  const rest = reader.flush()
  return rest ? [...whole, rest] : whole
}

describe('a command', () => {
  test('is written as the guide writes it', () => {
    expect(shown(encodeCommand({ name: 'Pcom', parameters: [1, 9600, 'N', 8, 1] }))).toBe(
      '\u001BPcom;1;9600;N;8;1\r',
    )
    expect(shown(encodeCommand(command('Ss')))).toBe('\u001BSs\r')
  })

  test('carries its data behind a separator, whatever stands in them', () => {
    const data = Uint8Array.of(0x1b, 0x0d, 0x3b, 0x00, 0xff)
    const bytes = encodeCommand({ name: 'Dbc', parameters: ['k', 2, data.length], data })
    expect(shown(bytes)).toBe(`\u001BDbc;k;2;5;${shown(data)}\r`)
  })
})

describe('replies', () => {
  const text = (value: string): EscReply => ({ kind: 'text', text: value })

  test.each([
    ['as text with a NUL', 'OK\0', [text('OK')]],
    ['as a line', 'NO CARD\r\n', [text('NO CARD')]],
    ['without an end', '5,00 Volts', [text('5,00 Volts')]],
    ['as ACK', '\u0006', [text('')]],
    ['as text and ACK', '12\u0006', [text('12')]],
    ['as NACK and a code', '\u0015C', [{ kind: 'nack', code: 'C' }]],
    [
      'one after the other',
      'A\0\u0006\u0015\u0006B\0',
      [text('A'), text(''), { kind: 'nack', code: '\u0006' }, text('B')],
    ],
  ] as const)('are taken %s', (_, bytes, expected) => {
    expect(replies(ascii(bytes))).toEqual(expected)
  })

  test('are the same however the line cuts them', () => {
    const part = fc.oneof(fc.constantFrom('OK\0', '\u0006', '\u0015T', '200\0', 'ERR CARD\0'), fc.string())
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const bytes = ascii(parts.join(''))
        const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
        expect(replies(...single)).toEqual(replies(bytes))
      }),
    )
  })

  test('that never end are cut off', () => {
    const [reply] = replies(new Uint8Array(100_000).fill(0x41))
    expect(reply).toMatchObject({ kind: 'text' })
    expect(reply?.kind === 'text' && reply.text.length).toBe(1024)
  })
})

describe('a refusal', () => {
  test.each([
    ['ERR COVER OPEN', 'COVER_OPEN'],
    ['ERR FEEDER EMPTY', 'CARDS_OUT'],
    ['ERR FEEDER', 'CARD_NOT_FED'],
    ['ERR RIB DETECTION', 'RIBBON_MISSING'],
    ['ERR BAD RIBBON', 'RIBBON_WRONG'],
    ['ERR RIBBON END', 'RIBBON_OUT'],
    ['ERR RIBBON', 'RIBBON_BROKEN'],
    ['ERR REJECT BOX FULL', 'REJECT_BOX_FULL'],
    ['ERR HOPPER FULL', 'HOPPER_FULL'],
    ['ERR NEED CLEANING', 'CLEANING_NEEDED'],
    ['ERR CARD JAM', 'JAMMED'],
    ['ERROR TIME OUT', 'JAMMED'],
    ['ERR HEAD', 'HEAD_FAULT'],
    ['ERROR CDE', 'PRINTER_COMMAND_NOT_KNOWN'],
    ['ERROR PARAMETRES', 'PRINTER_COMMAND_NOT_KNOWN'],
    ['ERR SOMETHING NEW', 'STOPPED'],
  ])('%s means %s', (text, code) => {
    expect(() => doneText({ kind: 'text', text }, 'Se')).toThrow(expect.objectContaining({ code }))
  })

  test.each([
    ['C', 'COVER_OPEN'],
    ['F', 'CARD_NOT_FED'],
    ['R', 'RIBBON_BROKEN'],
    ['T', 'JAMMED'],
    ['2', 'PRINTER_COMMAND_NOT_KNOWN'],
    ['?', 'STOPPED'],
  ])('NACK %s means %s', (code, expected) => {
    expect(() => answerText({ kind: 'nack', code }, 'Sis')).toThrow(
      expect.objectContaining({ code: expected }),
    )
  })

  test('has words for the operator in both languages', () => {
    expect(() => doneText({ kind: 'text', text: 'ERR COVER OPEN' }, 'Se')).toThrow(
      expect.objectContaining({ text: { vi: 'Nắp máy in đang mở. Hãy đóng nắp.', en: expect.any(String) } }),
    )
  })

  test('is none in an answer to a question', () => {
    expect(answerText({ kind: 'text', text: 'ERR CARD' }, 'Rlr;p')).toBe('ERR CARD')
  })
})
