package io.widthwise.console.web;

/**
 * Why a request was not answered.
 *
 * @param error a sentence
 */
record Problem(String error) {}
