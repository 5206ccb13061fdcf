/**
 * Opens, places and closes the popover of a term: while a pointer rests on the term or the popover, or after a click or
 * Enter. All of that logic is here.
 *
 * The popover is manual, because an auto popover would close other open popovers.
 */
import type { LitElement, ReactiveController } from 'lit';
import { popoverPosition, isOutside, placeBeside } from './popover-position.ts';

/** Delay before hover opens the popover, ms. */
const RESTED = 800;
/** A pointer may leave for this long on its way from term to popover, ms. */
const LEFT = 250;

export class PopoverController implements ReactiveController {
  /** The open popover that wasn't clicked; another term's popover replaces it. */
  static #passing: PopoverController | undefined;
  /** The open popover that was clicked; hovering another term doesn't close it. */
  static #kept: PopoverController | undefined;

  readonly #host: LitElement;
  #open = false;
  #pointed = false;
  /** The current press started outside. */
  #outside = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #sized = new ResizeObserver(() => this.#place());

  /** The host renders one `.name` (the term) and one popover (the card); both are in its render root. */
  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('pointerenter', this.#entered);
    host.addEventListener('pointerleave', this.#went);
    host.addEventListener('focusout', this.#blurred);
  }

  get open(): boolean {
    return this.#open;
  }

  hostDisconnected(): void {
    this.#close();
  }

  hostUpdated(): void {
    const card = this.#card;
    if (card && card.matches(':popover-open') !== this.#open) card.togglePopover(this.#open);
  }

  /** The term was clicked: the popover stays until another click, Escape, or a press elsewhere. */
  press(): void {
    if (PopoverController.#kept === this) return this.#close();
    if (PopoverController.#kept) PopoverController.#kept.#close();
    if (PopoverController.#passing === this) PopoverController.#passing = undefined;
    PopoverController.#kept = this;
    this.#show();
  }

  get #card(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('[popover]');
  }

  get #name(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('.name');
  }

  /** The control that the term names. Keyboard focus goes from the term to it, and the popover must not cover it. */
  get #control(): Element | null {
    const root = this.#host.getRootNode();
    return this.#host.hasAttribute('beside') && root instanceof ShadowRoot ? root.host : null;
  }

  #later(delay: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, delay);
  }

  #pass(): void {
    if (PopoverController.#passing) PopoverController.#passing.#close();
    PopoverController.#passing = this;
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#timer);
    if (this.#open) return;
    this.#open = true;
    document.addEventListener('keydown', this.#keyDown, true);
    document.addEventListener('pointerdown', this.#pressed, true);
    document.addEventListener('pointerup', this.#released, true);
    document.addEventListener('scroll', this.#moved, { capture: true, passive: true });
    window.addEventListener('resize', this.#moved);
    const card = this.#card;
    // Observed after layout; the observer fires before paint.
    if (card) this.#sized.observe(card);
    this.#host.requestUpdate();
  }

  #close(): void {
    clearTimeout(this.#timer);
    if (PopoverController.#passing === this) PopoverController.#passing = undefined;
    if (PopoverController.#kept === this) PopoverController.#kept = undefined;
    if (!this.#open) return;
    this.#open = false;
    document.removeEventListener('keydown', this.#keyDown, true);
    document.removeEventListener('pointerdown', this.#pressed, true);
    document.removeEventListener('pointerup', this.#released, true);
    document.removeEventListener('scroll', this.#moved, true);
    window.removeEventListener('resize', this.#moved);
    this.#sized.disconnect();
    this.#host.requestUpdate();
  }

  /** Closes the popover unless something still keeps it open. */
  #letGo(): void {
    if (PopoverController.#kept !== this && !this.#pointed) this.#close();
  }

  #place(): void {
    const [card, name] = [this.#card, this.#name?.getBoundingClientRect()];
    if (!this.#open || !card || !name) return;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    if (isOutside(name, { width, height })) return this.#close();
    const whole = card.scrollHeight + card.offsetHeight - card.clientHeight;
    const size = { width: card.offsetWidth, height: whole };
    const right = this.#control?.getBoundingClientRect().right;
    const beside = right === undefined ? null : placeBeside(right, name, size, { width, height });
    const place = beside ?? popoverPosition(name, size, { width, height });
    card.style.left = `${place.left}px`;
    card.style.top = `${place.top}px`;
    card.style.maxHeight = `${place.height}px`;
    // If the content doesn't fit, the keyboard must be able to scroll it.
    card.tabIndex = place.height < whole ? 0 : -1;
  }

  // Touch clicks instead of hovering. A pointer that drags past doesn't count either.
  readonly #entered = ({ pointerType, buttons }: PointerEvent): void => {
    if (pointerType === 'touch' || buttons !== 0) return;
    this.#pointed = true;
    if (this.#open) clearTimeout(this.#timer);
    else this.#later(RESTED, () => this.#pass());
  };

  readonly #went = (): void => {
    this.#pointed = false;
    if (this.#open) this.#later(LEFT, () => this.#letGo());
    else clearTimeout(this.#timer);
  };

  /** An open card must not cover the element that the focus moves to. */
  readonly #blurred = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget && !this.#pointed) this.#close();
  };

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || (PopoverController.#passing && PopoverController.#passing !== this)) return;
    // A dialog that was opened over the popover gets the key.
    if (event.composedPath().some((at) => at instanceof HTMLDialogElement)) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#card?.matches(':focus-within')) this.#name?.focus();
    this.#close();
  };

  readonly #pressed = (event: PointerEvent): void => {
    this.#outside = !event.composedPath().includes(this.#host);
  };

  readonly #released = (event: PointerEvent): void => {
    if (this.#outside && !event.composedPath().includes(this.#host)) this.#close();
  };

  /** Charts change their height in the frame after a resize, so the popover is placed again then. */
  readonly #moved = (): void => {
    this.#place();
    requestAnimationFrame(() => this.#place());
  };
}
