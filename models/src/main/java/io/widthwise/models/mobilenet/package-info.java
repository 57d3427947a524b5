/** MobileNet V1 as data: its layers for any width and resolution, and what they cost. */
package io.widthwise.models.mobilenet;
