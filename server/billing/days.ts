/**
 * Plain dates as day numbers: days since 1970-01-01 in the Gregorian calendar. No Date, no zone.
 */
import type { Day } from './facts.ts';

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days from 0000-03-01 to 1970-01-01, with years that begin in March. */
const EPOCH = 719_468;
const DAYS_IN_400_YEARS = 146_097;

/**
 * The day number of an ISO date (`YYYY-MM-DD`).
 * @throws RangeError if the text is no such date (2023-02-29, 2023-1-1).
 */
export function dayFromIso(text: string): Day {
  const match = ISO.exec(text);
  if (match) {
    const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if (month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)) {
      return dayOf(year, month, date);
    }
  }
  throw new RangeError(`not a date: ${text}`);
}

/** The ISO date (`YYYY-MM-DD`) of a day number. */
export function isoFromDay(day: Day): string {
  const { year, month, date } = civilOf(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** The day number of a year, month (1–12) and day of the month. */
export function dayOf(year: number, month: number, date: number): Day {
  const shifted = month > 2 ? year : year - 1;
  const cycle = Math.floor(shifted / 400);
  const yearOfCycle = shifted - cycle * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  const leapDays = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100);
  return cycle * DAYS_IN_400_YEARS + yearOfCycle * 365 + leapDays + dayOfYear - EPOCH;
}

/** The same day one month earlier; the last day of a month gives the last of the month before. */
export function monthBefore(day: Day): Day {
  const { year, month, date } = civilOf(day);
  const [toYear, toMonth] = month === 1 ? [year - 1, 12] : [year, month - 1];
  const last = daysInMonth(toYear, toMonth);
  const isLast = date === daysInMonth(year, month);
  return dayOf(toYear, toMonth, isLast ? last : Math.min(date, last));
}

function civilOf(day: Day): { year: number; month: number; date: number } {
  const shifted = day + EPOCH;
  const cycle = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfCycle = shifted - cycle * DAYS_IN_400_YEARS;
  const yearOfCycle = Math.floor(
    (dayOfCycle -
      Math.floor(dayOfCycle / 1_460) +
      Math.floor(dayOfCycle / 36_524) -
      Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const leapDays = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100);
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + leapDays);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
